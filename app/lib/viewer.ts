import { redirect } from 'react-router';
import type { ViewerDto } from '#contract/accounts';
import type { RequestScope } from '#server/http/request-scope.ts';
import { loginAddress } from './redirects.ts';

/** Who is signed in, or null. */
export function viewerOf({ ctx }: RequestScope): ViewerDto | null {
  return ctx.actor.kind === 'user' ? ctx.actor.account : null;
}

/**
 * Who is signed in.
 *
 * @throws a redirect to the log-in page, which leads back here.
 */
export function requireViewer(scope: RequestScope, request: Request): ViewerDto {
  const viewer = viewerOf(scope);
  if (!viewer) throw redirect(loginAddress(request));
  return viewer;
}
