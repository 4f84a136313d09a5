import { grantCommunity } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { GuardSettings, RaidDto } from '../contract.ts';
import type { InviteDeps } from '../deps.ts';
import { changeDoor } from './change-door.ts';
import type { Door } from './store.ts';

/** The guard acts by itself, whoever's joining set it off. */
const guard: Ctx = { actor: { kind: 'system' }, via: 'job', requestId: '', network: '', userAgent: '' };

/**
 * Counts a newcomer, within the transaction and under the lock that let them in: joins of a community come one after
 * another, so that none slips past beside the one that sets off the alarm. That one is the last to get in.
 */
export async function noteJoin(deps: InviteDeps, tx: Tx, door: Door): Promise<void> {
  if (!door.guardOn) return;
  const now = deps.clock.now();
  const opens = new Date(now.getTime() - door.guardMinutes * 60_000);
  const since = door.guardFrom && door.guardFrom > opens ? door.guardFrom : opens;
  const count = await deps.joining.countJoined(tx, door.id, since);
  if (count < door.guardJoins) return;
  await deps.joining.updateDoor(tx, door.id, { invitesPausedAt: now, alarmAt: now, alarmSince: since });
  await deps.audit.record(tx, guard, door.id, [
    { action: 'guard.alarm', after: { joins: count, minutes: door.guardMinutes } },
  ]);
}

/** Switches the guard on or off, and sets when it sounds. Counts from now on. @throws {AppError} NOT_FOUND, FORBIDDEN */
export const updateGuard = (
  deps: InviteDeps,
  ctx: Ctx,
  { communityId, on, joins, minutes }: { communityId: string } & GuardSettings,
): Promise<void> =>
  changeDoor(deps, ctx, communityId, 'invite.manage', async ({ door, note, update }) => {
    await update({ guardOn: on, guardJoins: joins, guardMinutes: minutes, guardFrom: deps.clock.now() });
    note({
      action: 'guard.update',
      before: { on: door.guardOn, joins: door.guardJoins, minutes: door.guardMinutes },
      after: { on, joins, minutes },
    });
  });

/** The alarm that nobody answered yet, if there is one. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function getRaid(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<RaidDto | null> {
  const { account, community, permissions } = await deps.access.accessCommunity(
    ctx,
    communityId,
    'invite.manage',
  );
  const door = await deps.joining.findDoor(communityId);
  if (!door?.alarmAt || !door.alarmSince) return null;
  const rows = await deps.joining.listJoined(null, communityId, door.alarmSince, door.alarmAt);
  const mayKick = permissions.has('member.kick');
  return {
    since: door.alarmSince.toISOString(),
    at: door.alarmAt.toISOString(),
    members: rows
      .filter(({ accountId }) => accountId !== community.ownerId)
      .map(({ account: who, joinedAt }) => ({
        account: who,
        joinedAt: joinedAt.toISOString(),
        mayRemove: mayKick && outranks(community, account.id, who.id),
      })),
  };
}

/** Answers the alarm and leaves the invites paused. @throws {AppError} NOT_FOUND, FORBIDDEN */
export const dismissAlarm = (deps: InviteDeps, ctx: Ctx, input: { communityId: string }): Promise<void> =>
  changeDoor(deps, ctx, input.communityId, 'invite.manage', async ({ door, note, update }) => {
    if (!door.alarmAt) return;
    await update({ alarmAt: null, alarmSince: null, guardFrom: deps.clock.now() });
    note({ action: 'guard.dismiss' });
  });

/**
 * Removes those who came in the raid and are of a lower rank than who does it. They may come back by another invite; the
 * alarm stays until it is answered. How many went.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN without `member.kick` and `invite.manage`
 */
export async function removeRaid(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<{ removed: number }> {
  await deps.access.accessCommunity(ctx, communityId, 'invite.manage');
  await deps.access.accessCommunity(ctx, communityId, 'member.kick');
  return deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    const { account } = grantCommunity(ctx, community, 'invite.manage');
    grantCommunity(ctx, community, 'member.kick');
    const door = await deps.joining.findDoor(communityId, tx);
    if (!door?.alarmAt || !door.alarmSince) return { removed: 0 };
    const rows = await deps.joining.listJoined(tx, communityId, door.alarmSince, door.alarmAt);
    const raiders = rows.filter(({ accountId }) => outranks(community, account.id, accountId));
    await deps.joining.removeMembers(
      tx,
      communityId,
      raiders.map(({ accountId }) => accountId),
    );
    for (const { account: who } of raiders)
      note({ action: 'member.kick', target: { kind: 'member', id: who.id, name: who.displayName } });
    return { removed: raiders.length };
  });
}

const outranks = (community: CommunityView, accountId: string, other: string): boolean =>
  community.rankOf(accountId) > community.rankOf(other);
