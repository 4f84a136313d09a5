import { communityLimits } from '#contract/communities';
import { grantCommunity } from '#server/domains/channels/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { AppError, forbidden, notFound, unavailable } from '#server/platform/errors.ts';
import { changeMember, nameOf } from './change-member.ts';
import type { MemberDeps } from './deps.ts';

const { perAccountOwned: ownedMax } = communityLimits;

interface MemberRef {
  communityId: string;
  accountId: string;
}

/**
 * Gives a member another name in the community; empty: their own again. One's own with `nickname.change`, that of
 * others with `nickname.manage`. Open windows follow within a second.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED
 */
export async function setNickname(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId, nickname }: MemberRef & { nickname: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  const next = nickname === '' ? null : nickname;
  if (accountId !== account.id)
    return changeMember(deps, ctx, { communityId, accountId }, 'nickname.manage', async (change) => {
      const before = change.community.nicknameOf(accountId) ?? null;
      await deps.store.setNickname(change.tx, communityId, accountId, next);
      change.note({
        action: 'member.nickname',
        target: change.target,
        before: { nickname: before },
        after: { nickname: next },
      });
    });
  const grantOwn = (grant: ReturnType<typeof grantCommunity>) => {
    if (!grant.permissions.has('nickname.change') && !grant.permissions.has('nickname.manage'))
      throw forbidden();
  };
  grantOwn(await deps.access.accessCommunity(ctx, communityId));
  const wait = deps.renames.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You change your name too often. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantOwn(grantCommunity(ctx, community));
    await deps.store.setNickname(tx, communityId, accountId, next);
    note({
      action: 'member.nickname',
      target: { kind: 'member', id: accountId, name: account.displayName },
      before: { nickname: community.nicknameOf(accountId) ?? null },
      after: { nickname: next },
    });
  });
}

/** Ends somebody's membership; they may come back by an invite. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function kickMember(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId, reason }: MemberRef & { reason?: string | undefined },
): Promise<void> {
  await changeMember(
    deps,
    ctx,
    { communityId, accountId },
    'member.kick',
    async ({ tx, community, note, target }) => {
      await deps.store.removeMember(tx, communityId, accountId);
      const roles = community.rolesOf(accountId).map(({ name }) => name);
      note({ action: 'member.kick', target, before: { roles }, reason });
    },
  );
}

/**
 * Lets a member only read for so many seconds (a minute to 28 days). Again: from now on.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function timeOutMember(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId, seconds, reason }: MemberRef & { seconds: number; reason?: string | undefined },
): Promise<void> {
  const until = new Date(deps.clock.now().getTime() + seconds * 1000);
  await changeMember(
    deps,
    ctx,
    { communityId, accountId },
    'member.timeout',
    async ({ tx, publish, community, note, target }) => {
      await deps.store.setTimeout(tx, communityId, accountId, until);
      await deps.news.notify(
        { tx, publish },
        { accountId, kind: 'member.timeout', communityId, detail: until.toISOString() },
      );
      note({
        action: 'member.timeout',
        target,
        before: { until: community.timeoutOf(accountId) ?? null },
        after: { until: until.toISOString() },
        reason,
      });
    },
  );
}

/** Ends a timeout before its time; nothing happens when there is none. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function endTimeout(deps: MemberDeps, ctx: Ctx, ref: MemberRef): Promise<void> {
  await changeMember(deps, ctx, ref, 'member.timeout', async ({ tx, publish, community, note, target }) => {
    const before = community.timeoutOf(ref.accountId) ?? null;
    await deps.store.setTimeout(tx, ref.communityId, ref.accountId, null);
    if (before !== null)
      await deps.news.notify({ tx, publish }, { ...ref, kind: 'member.timeout', detail: '' });
    note({ action: 'member.timeout_end', target, before: { until: before }, after: { until: null } });
  });
}

/**
 * Makes another member the owner; who was it stays, with the highest role that administers if there is one.
 * @throws {AppError} NOT_FOUND also for a member whose account is shut out, FORBIDDEN for all but the owner, INVALID
 *   password.wrong, RATE_LIMITED, CONFLICT limit.reached when the other owns as many communities as one can,
 *   UNAVAILABLE while the other's account is being changed
 */
export async function transferOwnership(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId, password }: MemberRef & { password: string },
): Promise<void> {
  const { account, community } = await deps.access.accessCommunity(ctx, communityId);
  requireOwner(community, account.id, accountId);
  await deps.accounts.confirmPassword(ctx, password);
  const target = await nameOf(deps, accountId);
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community: now, note }) => {
    grantCommunity(ctx, now);
    requireOwner(now, account.id, accountId);
    const owned = await deps.store.countOwned(tx, accountId);
    if (owned === undefined) throw unavailable(1);
    if (owned === null) throw notFound();
    if (owned >= ownedMax)
      throw new AppError('CONFLICT', 'They own as many communities as one person can.', {
        reason: 'limit.reached',
      });
    await deps.store.setOwner(tx, communityId, accountId);
    await deps.store.setTimeout(tx, communityId, accountId, null);
    const highest = now.roles.find(({ permissions }) => permissions.includes('administrator'));
    if (highest && !highest.isEveryone) await deps.store.giveRole(tx, communityId, account.id, highest.id);
    note({
      action: 'community.transfer',
      target,
      before: { owner: account.displayName },
      after: { owner: target.name },
    });
  });
}

function requireOwner(community: CommunityView, ownerId: string, nextId: string): void {
  if (community.ownerId !== ownerId || nextId === ownerId) throw forbidden();
  if (!community.isMember(nextId)) throw notFound();
}
