import type { Directs } from '#server/domains/conversations/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { friendLimits, type MessagesFrom, type PrivacyDto, type RelationDto } from './contract.ts';
import type { FriendDeps } from './deps.ts';
import * as input from './input.ts';
import {
  acceptFriend,
  addFriend,
  blockAccount,
  removeFriend,
  requestFriend,
  unblockAccount,
} from './relate.ts';
import type { FriendSignals } from './signals.ts';
import { createStore } from './store.ts';

export type { FriendSignals } from './signals.ts';

/** Friends, requests and blocked people of the viewer, by name. Who blocked the viewer is not in it. */
const getRelations = (deps: FriendDeps, ctx: Ctx): Promise<RelationDto[]> =>
  deps.store.listRelations(requireUser(ctx).account.id);

const getPrivacy = (deps: FriendDeps, ctx: Ctx): Promise<PrivacyDto> =>
  deps.store.findPrivacy(requireUser(ctx).account.id);

/** Who may start a direct conversation with the viewer from now on (those that are there stay), and whether they tell what they have read. */
const setPrivacy = (
  deps: FriendDeps,
  ctx: Ctx,
  { messagesFrom, sharesSeen }: { messagesFrom?: MessagesFrom | undefined; sharesSeen?: boolean | undefined },
): Promise<void> =>
  deps.store.setPrivacy(requireUser(ctx).account.id, {
    ...(messagesFrom && { messagesFrom }),
    ...(sharesSeen !== undefined && { sharesSeen }),
  });

/** How two people stand to each other, as of `tx`. */
const standingOf = async (deps: FriendDeps, tx: Tx, accountId: string, otherId: string) => {
  const { requestedBy, blockers } = await deps.store.findStanding(tx, accountId, otherId);
  return {
    areFriends: requestedBy === null,
    hasBlocked: blockers.includes(accountId),
    isBlocked: blockers.includes(otherId),
    takesFrom: (await deps.store.findPrivacy(otherId, tx)).messagesFrom,
  };
};

const friendsAmong = (deps: FriendDeps, tx: Tx | undefined, accountId: string, ids: readonly string[]) =>
  deps.store.friendsAmong(tx, accountId, ids);

const blocksAmong = (deps: FriendDeps, accountId: string, ids: readonly string[]) =>
  deps.store.blocksAmong(accountId, ids);

const blockersOf = (deps: FriendDeps, accountIds: readonly string[]) => deps.store.blockersOf(accountIds);

/** Who is friends with whom, and who does not want to hear from whom. */
export function createFriends(
  platform: Platform,
  domains: { directs: Directs; news: NewsDoor; signals: FriendSignals },
) {
  const pace = new TokenBuckets(friendLimits.requestsPerHour / 3600, friendLimits.requestsPerHour);
  const deps: FriendDeps = { ...platform, ...domains, store: createStore(platform.db), pace };
  return bindAll(deps, {
    acceptFriend: checked(input.accountIdInput, acceptFriend),
    addFriend: checked(input.accountIdInput, addFriend),
    blockAccount: checked(input.accountIdInput, blockAccount),
    blockersOf,
    blocksAmong,
    friendsAmong,
    getPrivacy,
    getRelations,
    removeFriend: checked(input.accountIdInput, removeFriend),
    requestFriend: checked(input.requestFriendInput, requestFriend),
    setPrivacy: checked(input.setPrivacyInput, setPrivacy),
    standingOf,
    unblockAccount: checked(input.accountIdInput, unblockAccount),
  });
}

export type Friends = ReturnType<typeof createFriends>;
