import type { InvitePreviewDto } from '#contract/invites';
import type { RequestScope } from '#server/http/request-scope.ts';

/** What an invite leads to; null when it is over, was revoked or never was. Too many tries still throw. */
export async function previewOrNull(
  { services, ctx }: RequestScope,
  code: string,
): Promise<InvitePreviewDto | null> {
  try {
    return await services.invites.previewInvite(ctx, { code });
  } catch (error) {
    const kind = (error as { code?: unknown }).code;
    if (kind === 'GONE' || kind === 'NOT_FOUND' || kind === 'INVALID') return null;
    throw error;
  }
}
