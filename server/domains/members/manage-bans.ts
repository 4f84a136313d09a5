import { grantCommunity, grantMember } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { nameOf } from './change-member.ts';
import { memberLimits, type BanPage } from './contract.ts';
import { decodeCursor, encodeCursor, newestFirst } from './cursor.ts';
import type { MemberDeps } from './deps.ts';
import type { BanInput, ListBansInput } from './input.ts';
import { presentBan } from './present.ts';

/**
 * Ends somebody's membership and keeps them from coming back, for so many seconds or for good; who is no member can be
 * banned too. A second ban takes the place of the first. Then what they wrote in the last `sweep` seconds is blanked.
 *
 * @throws {AppError} NOT_FOUND also for who never left a trace here, FORBIDDEN (a member of the same or a higher rank,
 *   the owner, oneself)
 */
export async function banMember(
  deps: MemberDeps,
  ctx: Ctx,
  input: BanInput,
): Promise<{ deletedMessages: number }> {
  const { community } = await deps.access.accessCommunity(ctx, input.communityId, 'member.ban');
  const person = await deps.store.findPerson(community.id, input.accountId);
  if (!person || (person.joined_at === null && !person.is_known)) throw notFound();
  return ban(deps, ctx, input);
}

/** As `banMember`, by username: for who has not come here yet. @throws {AppError} also NOT_FOUND naming `username` */
export async function banUsername(
  deps: MemberDeps,
  ctx: Ctx,
  { username, ...input }: Omit<BanInput, 'accountId'> & { username: string },
): Promise<{ deletedMessages: number }> {
  await deps.access.accessCommunity(ctx, input.communityId, 'member.ban');
  const account = await deps.store.findByUsername(username);
  if (!account)
    throw new AppError('NOT_FOUND', 'Nobody has that username.', { fields: { username: 'wrong' } });
  return ban(deps, ctx, { ...input, accountId: account.id });
}

async function ban(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId, seconds, sweep, reason }: BanInput,
): Promise<{ deletedMessages: number }> {
  const { account } = requireUser(ctx);
  const now = deps.clock.now();
  const expiresAt = seconds === null ? null : new Date(now.getTime() + seconds * 1000);
  const target = await nameOf(deps, accountId);
  const before = await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantBan(ctx, community, accountId);
    await deps.store.removeMember(tx, communityId, accountId);
    await deps.invites.dropRequests(tx, accountId, communityId);
    await deps.store.putBan(tx, {
      communityId,
      accountId,
      reason: reason ?? '',
      bannedById: account.id,
      bannedByName: account.displayName,
      createdAt: now,
      expiresAt,
    });
    note({
      action: 'member.ban',
      target,
      before: { roles: community.rolesOf(accountId).map(({ name }) => name) },
      after: { roles: null, until: expiresAt?.toISOString() ?? null, messagesOfSeconds: sweep },
      reason,
    });
    return community;
  });
  // After the commit: they can write nothing more, and what takes long holds up no other change of the community.
  const since = new Date(now.getTime() - sweep * 1000);
  const deletedMessages = sweep === 0 ? 0 : await deps.messages.deleteRecent(before, accountId, since);
  return { deletedMessages };
}

function grantBan(ctx: Ctx, community: CommunityView, accountId: string): void {
  if (community.isMember(accountId)) grantMember(ctx, community, accountId, 'member.ban');
  else grantCommunity(ctx, community, 'member.ban');
}

/** Lets somebody come back. @throws {AppError} FORBIDDEN, NOT_FOUND also when no ban of theirs holds */
export async function unbanMember(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId }: { communityId: string; accountId: string },
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, 'member.ban');
  const target = await nameOf(deps, accountId);
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantCommunity(ctx, community, 'member.ban');
    if (!(await deps.store.deleteBan(tx, communityId, accountId, deps.clock.now()))) throw notFound();
    note({ action: 'member.unban', target });
  });
}

/** Bans that hold, the newest first. @throws {AppError} NOT_FOUND, FORBIDDEN, INVALID */
export async function listBans(deps: MemberDeps, ctx: Ctx, input: ListBansInput): Promise<BanPage> {
  await deps.access.accessCommunity(ctx, input.communityId, 'member.ban');
  const after = input.after === undefined ? newestFirst : decodeCursor(input.after, 'time');
  const rows = await deps.store.listBans(
    input.communityId,
    input.query ?? '',
    after,
    memberLimits.page + 1,
    deps.clock.now(),
  );
  const page = rows.slice(0, memberLimits.page);
  const last = page.at(-1);
  return {
    bans: page.map(presentBan),
    next:
      last && rows.length > page.length
        ? encodeCursor({ by: last.created_at.toISOString(), id: last.account_id })
        : null,
  };
}
