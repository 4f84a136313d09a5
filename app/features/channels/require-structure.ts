import type { CommunityDto } from '#contract/communities';
import type { RequestScope } from '#server/http/request-scope.ts';
import { missing } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';

/**
 * The community, for a page that changes its channels. The services guard every change themselves; this keeps the
 * page from those for whom nothing on it would work.
 *
 * @throws 404 for all others.
 */
export async function requireStructure(
  scope: RequestScope,
  args: { request: Request; params: { communityId: string } },
): Promise<CommunityDto> {
  requireViewer(scope, args.request);
  const { communities } = await scope.services.communities.getBootstrap(scope.ctx);
  const community = communities.find(({ id }) => id === args.params.communityId);
  if (!community?.permissions.includes('channel.manage')) throw missing();
  return community;
}
