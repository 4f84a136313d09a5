import { redirect } from 'react-router';
import type { ViewerDto } from '#contract/accounts';
import type { RequestScope } from '#server/http/request-scope.ts';
import { loginAddress } from './redirects.ts';
import { missing } from './respond.ts';

/** Who is signed in, or null. */
export function viewerOf({ ctx }: RequestScope): ViewerDto | null {
  return ctx.actor.kind === 'user' ? ctx.actor.account : null;
}

/**
 * Who is signed in.
 *
 * @throws a redirect to the log-in page, which leads back here; for who waits to be let in, to the page that says so.
 */
export function requireViewer(scope: RequestScope, request: Request): ViewerDto {
  if (scope.ctx.actor.kind === 'waiting') throw redirect('/waiting');
  const viewer = viewerOf(scope);
  if (!viewer) throw redirect(loginAddress(request));
  return viewer;
}

/**
 * The administrator who is signed in.
 *
 * @throws for everybody else the answer of a page that does not exist.
 */
export function requireAdmin(scope: RequestScope): ViewerDto {
  const viewer = viewerOf(scope);
  if (!viewer?.isAdmin) throw missing();
  return viewer;
}
