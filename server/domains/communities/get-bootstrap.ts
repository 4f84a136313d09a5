import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { BootstrapDto } from './contract.ts';
import type { CommunityDeps } from './deps.ts';
import { presentCommunity } from './present.ts';

/** The viewer's communities in the order they joined them, and the counters of every channel they may view. */
export async function getBootstrap(deps: CommunityDeps, ctx: Ctx): Promise<BootstrapDto> {
  const { account } = requireUser(ctx);
  const views = await deps.directory.communitiesOf(account.id);
  return {
    communities: views.map((view) => presentCommunity(view, account.id)),
    counters: await deps.channels.getCounters(views, account.id),
  };
}
