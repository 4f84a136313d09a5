import type { AccountDto } from '#contract/accounts';
import { usernameSkeleton } from '#server/domains/accounts/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Publish } from '#server/platform/bus.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { friendLimits, type RelationState } from './contract.ts';
import type { FriendDeps } from './deps.ts';
import type { Standing } from './store.ts';

interface Pair {
  tx: Tx;
  own: AccountDto;
  other: AccountDto;
  standing: Standing;
}

/**
 * Asks somebody to be friends, by their username; who has asked the other already becomes their friend. Somebody who
 * blocked the actor is not bothered, and the actor cannot tell.
 *
 * @throws {AppError} NOT_FOUND person.unknown, INVALID (oneself), CONFLICT person.blocked (by the actor), CONFLICT
 *   limit.reached, RATE_LIMITED
 */
export async function requestFriend(
  deps: FriendDeps,
  ctx: Ctx,
  input: { username: string },
): Promise<{ state: RelationState }> {
  const { account } = requireUser(ctx);
  keepPace(deps, account.id);
  const found = await deps.store.findByName(usernameSkeleton(input.username.replace(/^@/, '')));
  if (!found) throw unknown();
  if (found.id === account.id) throw invalid({ username: 'invalid' });
  return ask(deps, account.id, found.id);
}

/**
 * As `requestFriend`, of somebody whom the actor has before them: in a community, a conversation, or a request of theirs.
 * @throws {AppError} NOT_FOUND for anybody else, and as `requestFriend`
 */
export async function addFriend(
  deps: FriendDeps,
  ctx: Ctx,
  input: { accountId: string },
): Promise<{ state: RelationState }> {
  const { account } = requireUser(ctx);
  keepPace(deps, account.id);
  if (input.accountId === account.id) throw invalid({ accountId: 'invalid' });
  if (!(await deps.store.haveMet(account.id, input.accountId))) throw notFound();
  return ask(deps, account.id, input.accountId);
}

function keepPace(deps: FriendDeps, accountId: string): void {
  const wait = deps.pace.take(accountId);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'That were many requests. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
}

const ask = (deps: FriendDeps, ownId: string, otherId: string): Promise<{ state: RelationState }> =>
  change(deps, ownId, otherId, async ({ tx, own, other, standing }) => {
    const { requestedBy, blockers } = standing;
    if (blockers.includes(own.id)) throw blocked();
    if (requestedBy === null) return { state: 'friend' };
    if (requestedBy === own.id) return { state: 'outgoing' };
    if (requestedBy === other.id) {
      await deps.store.accept(tx, own.id, other.id);
      return { state: 'friend' };
    }
    for (const { id } of [own, other])
      if ((await deps.store.countFriends(tx, id)) >= friendLimits.max)
        throw new AppError('CONFLICT', 'One of you has as many friends as there can be.', {
          reason: 'limit.reached',
        });
    await deps.store.request(tx, own.id, other.id);
    return { state: 'outgoing' };
  });

/** Says yes to a request. @throws {AppError} NOT_FOUND when there is none (any more) */
export async function acceptFriend(
  deps: FriendDeps,
  ctx: Ctx,
  input: { accountId: string },
): Promise<{ state: RelationState }> {
  const { account } = requireUser(ctx);
  return change(deps, account.id, input.accountId, async ({ tx, own, other, standing }) => {
    if (standing.requestedBy === null) return { state: 'friend' };
    if (standing.requestedBy !== other.id || standing.blockers.includes(own.id)) throw notFound();
    await deps.store.accept(tx, own.id, other.id);
    return { state: 'friend' };
  });
}

/** Ends a friendship, refuses a request or takes one's own back. @throws {AppError} NOT_FOUND when there is nothing */
export async function removeFriend(deps: FriendDeps, ctx: Ctx, input: { accountId: string }): Promise<void> {
  const { account } = requireUser(ctx);
  await change(deps, account.id, input.accountId, async ({ tx, own, other, standing }) => {
    if (standing.requestedBy === other.id && standing.blockers.includes(own.id)) throw notFound();
    if (!(await deps.store.part(tx, own.id, other.id))) throw notFound();
  });
}

/**
 * Does not want to hear from somebody any more: they are friends no longer, and their direct conversation is closed.
 * Nobody else is told. @throws {AppError} NOT_FOUND, INVALID (oneself), CONFLICT limit.reached
 */
export async function blockAccount(deps: FriendDeps, ctx: Ctx, input: { accountId: string }): Promise<void> {
  const { account } = requireUser(ctx);
  if (input.accountId === account.id) throw invalid({ accountId: 'invalid' });
  await change(deps, account.id, input.accountId, async ({ tx, own, other, standing }) => {
    if (standing.blockers.includes(own.id)) return;
    if ((await deps.store.countBlocked(tx, own.id)) >= friendLimits.blockedMax)
      throw new AppError('CONFLICT', 'Your list of blocked people is full.', { reason: 'limit.reached' });
    await deps.store.part(tx, own.id, other.id);
    await deps.store.block(tx, own.id, other.id);
  });
}

/** @throws {AppError} NOT_FOUND when they are not blocked */
export async function unblockAccount(
  deps: FriendDeps,
  ctx: Ctx,
  input: { accountId: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  await change(deps, account.id, input.accountId, async ({ tx, own, other }) => {
    if (!(await deps.store.unblock(tx, own.id, other.id))) throw notFound();
  });
}

/**
 * One step between two people, alone among such steps of either. Both hear what it made of them, the direct conversation
 * follows with the commit.
 */
async function change<T>(
  deps: FriendDeps,
  ownId: string,
  otherId: string,
  step: (pair: Pair) => Promise<T>,
): Promise<T> {
  const told = await deps.bus.transaction(async (tx, publish) => {
    const accounts = await deps.store.lockPair(tx, ownId, otherId);
    const own = accounts.get(ownId);
    const other = accounts.get(otherId);
    if (!own || !other) throw notFound();
    const before = await deps.store.findStanding(tx, ownId, otherId);
    const result = await step({ tx, own, other, standing: before });
    const after = await deps.store.findStanding(tx, ownId, otherId);
    if (before.blockers.length !== after.blockers.length)
      await deps.directs.changed(tx, publish, ownId, otherId);
    if (JSON.stringify(before) !== JSON.stringify(after))
      await publish('presence.between', { accountIds: [ownId, otherId] });
    await tellNews(deps, { tx, publish }, own, stateFor(before, own.id), stateFor(after, own.id), other);
    await tellNews(deps, { tx, publish }, other, stateFor(before, other.id), stateFor(after, other.id), own);
    return { result, before, after, own, other };
  });
  const { before, after, own, other } = told;
  for (const [viewer, subject] of [
    [own, other],
    [other, own],
  ] as const) {
    const state = stateFor(after, viewer.id);
    if (state === stateFor(before, viewer.id)) continue;
    const since = after.since.getTime() > 0 ? after.since : deps.clock.now();
    deps.signals.related(viewer.id, { account: subject, state, since: since.toISOString() });
  }
  return told.result;
}

/** What a step is to one of the two: a request, an answer, or that an earlier request is none any more. */
async function tellNews(
  deps: FriendDeps,
  within: { tx: Tx; publish: Publish },
  viewer: AccountDto,
  before: RelationState | null,
  after: RelationState | null,
  subject: AccountDto,
): Promise<void> {
  if (before === after) return;
  const news = { accountId: viewer.id, actorId: subject.id, key: `friend:${subject.id}` };
  if (after === 'incoming') await deps.news.notify(within, { ...news, kind: 'friend.request' });
  else if (after === 'friend' && before === 'outgoing')
    await deps.news.notify(within, { ...news, kind: 'friend.accepted' });
  else await deps.news.retract(within, news);
}

/** How one of two stands to the other, as they may know it. */
function stateFor({ requestedBy, blockers }: Standing, viewerId: string): RelationState | null {
  if (blockers.includes(viewerId)) return 'blocked';
  if (requestedBy === undefined) return null;
  if (requestedBy === null) return 'friend';
  return requestedBy === viewerId ? 'outgoing' : 'incoming';
}

const unknown = () =>
  new AppError('NOT_FOUND', 'Nobody here has that username.', { reason: 'person.unknown' });
const blocked = () => new AppError('CONFLICT', 'You have blocked this person.', { reason: 'person.blocked' });
