import { requireUser, type Ctx } from '#server/platform/context.ts';
import { faceOf, type CommunityView } from '#server/domains/permissions/index.ts';
import type { BootstrapDto, MemberFace } from './contract.ts';
import type { CommunityDeps } from './deps.ts';
import { presentCommunity } from './present.ts';

function facesOf(views: readonly CommunityView[], accountId: string): Record<string, MemberFace> {
  const faces = views.map((view): [string, MemberFace] => [view.id, faceOf(view, accountId)]);
  return Object.fromEntries(
    faces.filter(([, face]) => face.nickname !== undefined || face.roleId !== undefined),
  );
}

/** The viewer's communities in the order they joined them, their conversations, and the counters of every channel they may view. */
export async function getBootstrap(deps: CommunityDeps, ctx: Ctx): Promise<BootstrapDto> {
  const { account } = requireUser(ctx);
  const [views, conversations, relations, threads] = await Promise.all([
    deps.directory.communitiesOf(account.id),
    deps.conversations.listConversations(ctx),
    deps.friends.getRelations(ctx),
    deps.threads.listFollowed(ctx),
  ]);
  const others = [...conversations, ...threads].map(({ id }) => id);
  return {
    communities: views.map((view) => presentCommunity(view, account.id)),
    conversations,
    relations,
    threads,
    faces: facesOf(views, account.id),
    counters: await deps.channels.getCounters(views, others, account.id),
  };
}
