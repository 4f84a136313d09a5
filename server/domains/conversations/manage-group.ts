import type { CommunityColour } from '#contract/communities';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { changeConversation, conversationFor, type ConversationChange } from './change-conversation.ts';
import { conversationLimits, type ConversationDto } from './contract.ts';
import type { ConversationDeps } from './deps.ts';
import { keepPace } from './start-direct.ts';

/**
 * Starts a group with friends; the actor owns it.
 * @throws {AppError} NOT_FOUND for who is no friend, CONFLICT limit.reached, RATE_LIMITED
 */
export async function createGroup(
  deps: ConversationDeps,
  ctx: Ctx,
  input: { memberIds: string[]; name?: string | undefined },
): Promise<ConversationDto> {
  const { account } = requireUser(ctx);
  keepPace(deps, account.id);
  const id = newId();
  await deps.bus.transaction(async (tx, publish) => {
    const ids = await friendsOnly(deps, tx, account.id, input.memberIds);
    await hasRoom(deps, tx, [account.id, ...ids]);
    await deps.store.insertGroup(tx, id, account.id, input.name ?? '');
    await deps.store.addMembers(tx, id, [account.id], 'accepted');
    await deps.store.addMembers(tx, id, ids, 'accepted');
    await publish('conversation.changed', { conversationId: id, removed: [] });
  });
  return conversationFor(deps, id, account.id);
}

/** Name and colour: every member may change them. @throws {AppError} NOT_FOUND, FORBIDDEN in a direct conversation */
export const updateGroup = (
  deps: ConversationDeps,
  ctx: Ctx,
  {
    conversationId,
    name,
    colour,
  }: { conversationId: string; name?: string | undefined; colour?: CommunityColour | undefined },
): Promise<void> =>
  changeGroup(deps, ctx, conversationId, ({ tx }) =>
    deps.store.updateGroup(tx, conversationId, {
      ...(name !== undefined && { name }),
      ...(colour !== undefined && { colour }),
    }),
  );

/**
 * Adds friends of the actor's.
 * @throws {AppError} NOT_FOUND also for who is no friend, FORBIDDEN in a direct conversation, CONFLICT limit.reached
 */
export const addMembers = (
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId, memberIds }: { conversationId: string; memberIds: string[] },
): Promise<void> =>
  changeGroup(deps, ctx, conversationId, async ({ tx, grant }) => {
    const ids = await friendsOnly(deps, tx, grant.account.id, memberIds);
    const fresh = ids.filter((id) => !grant.place.isMember(id));
    if (grant.place.members.length + fresh.length > conversationLimits.membersMax) throw full();
    await hasRoom(deps, tx, fresh);
    await deps.store.addMembers(tx, conversationId, fresh, 'accepted');
  });

/** @throws {AppError} NOT_FOUND also for who is not in it, FORBIDDEN for who does not own it, and for oneself: one leaves */
export const removeMember = (
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId, accountId }: { conversationId: string; accountId: string },
): Promise<void> =>
  changeGroup(deps, ctx, conversationId, async ({ tx, grant, removed }) => {
    ownerOnly(grant);
    if (accountId === grant.account.id) throw forbidden();
    if (!(await deps.store.removeMember(tx, conversationId, accountId))) throw notFound();
    removed(accountId);
  });

/** Hands a group to another member. @throws {AppError} NOT_FOUND also for who is not in it, FORBIDDEN */
export const handGroupOver = (
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId, accountId }: { conversationId: string; accountId: string },
): Promise<void> =>
  changeGroup(deps, ctx, conversationId, async ({ tx, grant }) => {
    ownerOnly(grant);
    if (!grant.place.isMember(accountId)) throw notFound();
    await deps.store.updateGroup(tx, conversationId, { ownerId: accountId });
  });

/**
 * Leaves a group. The owner's goes to who is in it longest, and with the last member it ends.
 * @throws {AppError} NOT_FOUND, FORBIDDEN in a direct conversation
 */
export const leaveGroup = (
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId }: { conversationId: string },
): Promise<void> =>
  changeGroup(deps, ctx, conversationId, async ({ tx, grant, removed }) => {
    const { account, place } = grant;
    const next = place.members.find(({ id }) => id !== account.id);
    await deps.store.removeMember(tx, conversationId, account.id);
    if (!next) await deps.store.deleteConversation(tx, conversationId);
    else if (place.ownerId === account.id)
      await deps.store.updateGroup(tx, conversationId, { ownerId: next.id });
    removed(account.id);
  });

const changeGroup = (
  deps: ConversationDeps,
  ctx: Ctx,
  id: string,
  change: (step: ConversationChange) => Promise<void>,
): Promise<void> =>
  changeConversation(deps, ctx, id, (step) => {
    if (step.grant.place.conversationKind !== 'group') throw forbidden();
    return change(step);
  });

function ownerOnly({ account, place }: ConversationChange['grant']): void {
  if (place.ownerId !== account.id) throw forbidden();
}

/** Without doubles. @throws {AppError} NOT_FOUND when one of them is no friend */
async function friendsOnly(
  deps: ConversationDeps,
  tx: Tx,
  accountId: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const friends = await deps.friends.friendsAmong(tx, accountId, wanted);
  if (wanted.some((id) => !friends.has(id))) throw notFound();
  return wanted;
}

async function hasRoom(deps: ConversationDeps, tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    if ((await deps.store.countGroups(tx, id)) >= conversationLimits.groupsMax) throw full();
}

const full = () =>
  new AppError('CONFLICT', 'That are more people or groups than there can be.', { reason: 'limit.reached' });
