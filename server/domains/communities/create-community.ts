import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, unauthenticated } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { CommunityDeps } from './deps.ts';
import type { CreateCommunityInput } from './input.ts';
import { planTemplate } from './plan-template.ts';

export interface NewCommunity {
  communityId: string;
  /** Where to go first; null when the template has no channel. */
  channelId: string | null;
}

/** Adds a community with its template's channels and roles within `tx`; `ownerId` becomes owner and first member. */
export async function insertCommunity(
  deps: CommunityDeps,
  tx: Tx,
  ownerId: string,
  input: CreateCommunityInput,
): Promise<NewCommunity> {
  const plan = planTemplate(input.template, input.language);
  const communityId = newId();
  await deps.store.insertCommunity(
    tx,
    { id: communityId, name: input.name, colour: input.colour, letter: input.letter, ownerId },
    plan,
  );
  return { communityId, channelId: plan.startId };
}

/** @throws {AppError} FORBIDDEN community.creation_closed, CONFLICT limit.reached */
export async function createCommunity(
  deps: CommunityDeps,
  ctx: Ctx,
  input: CreateCommunityInput,
): Promise<NewCommunity> {
  const { account } = requireUser(ctx);
  if (!account.isAdmin && !(await deps.admin.getSettings()).membersCreateCommunities) {
    throw new AppError('FORBIDDEN', 'The host makes the communities here.', {
      reason: 'community.creation_closed',
    });
  }
  return deps.bus.transaction(async (tx, publish) => {
    const owned = await deps.store.countOwned(tx, account.id);
    if (owned === undefined) throw unauthenticated();
    if (!account.isAdmin && owned >= deps.admin.current().limits.communitiesPerMember) {
      throw new AppError('CONFLICT', 'You own as many communities as one person can.', {
        reason: 'limit.reached',
      });
    }
    const created = await insertCommunity(deps, tx, account.id, input);
    await publish('community.changed', { communityId: created.communityId });
    return created;
  });
}
