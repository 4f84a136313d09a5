import { mayHandOut } from '#server/domains/permissions/index.ts';
import {
  type CommunityGrant,
  grantChannel,
  grantCommunity,
  grantRole,
} from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, invalid, notFound } from '#server/platform/errors.ts';
import { newCode, newId } from '#server/platform/ids.ts';
import { inviteLimits, type InviteDto } from './contract.ts';
import type { InviteDeps } from './deps.ts';
import type { CreateInviteInput, UpdateInviteInput } from './input.ts';
import { presentInvite } from './present.ts';
import { inviteGone } from './preview-invite.ts';
import type { InviteRow } from './store.ts';

/**
 * Makes an invite link. 12 characters of a 28-letter alphabet: 57 bits. It may lead to a channel that its maker may
 * view, and give a role that its maker may hand out.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached
 */
export async function createInvite(deps: InviteDeps, ctx: Ctx, input: CreateInviteInput): Promise<InviteDto> {
  const { communityId, channelId, roleId, label, maxUses } = input;
  await deps.access.accessCommunity(ctx, communityId, 'invite.create');
  const now = deps.clock.now();
  const expiresAt = endOf(input.lifetime === undefined ? defaultLifetime(deps) : input.lifetime, now);
  // Under the lock, so that what is judged holds, and two at once count each other. Nobody's window shows invites.
  return deps.bus.transaction(async (tx) => {
    const view = await deps.directory.lock(tx, communityId);
    const { account, community } = grantCommunity(ctx, view, 'invite.create');
    const channel = channelId === null ? null : grantChannel(ctx, view, channelId, 'channel.view').channel;
    const role = roleId === null ? null : grantRole(ctx, view, roleId, 'role.manage').role;
    if (role && !mayHandOut(community, account.id, role.id)) throw forbidden();
    if ((await deps.store.countOpen(tx, communityId, account.id, now)) >= inviteLimits.openPerMember)
      throw new AppError(
        'CONFLICT',
        'You have as many open invites here as one person can. End some first.',
        { reason: 'limit.reached' },
      );
    const row = await deps.store.insert(tx, {
      ...{ id: newId(), code: newCode(12), communityId, createdById: account.id },
      ...{ channelId, roleId, label, maxUses, expiresAt },
    });
    await deps.audit.record(tx, ctx, communityId, [
      {
        action: 'invite.create',
        target: targetOf(row),
        after: { ...valuesOf(row), channel: channel?.name ?? null, role: role?.name ?? null },
      },
    ]);
    return presentInvite(row, community, account.id, now);
  });
}

/**
 * Changes the label, the end or the number of people of an invite: one's own, or any with `invite.manage`. One that gives
 * a role can be changed by who may hand out that role: it could be let run on for ever. For the same reason the end and
 * the number are for who may make invites still.
 *
 * @throws {AppError} NOT_FOUND also for those one may not change, FORBIDDEN, GONE when it was revoked, INVALID for fewer
 *   people than came already
 */
export async function updateInvite(deps: InviteDeps, ctx: Ctx, input: UpdateInviteInput): Promise<void> {
  const { invite: found } = await accessInvite(deps, ctx, input.code);
  const now = deps.clock.now();
  await deps.bus.transaction(async (tx) => {
    const view = await deps.directory.lock(tx, found.communityId);
    const row = await deps.store.find(tx, found.id);
    const grant = grantInvite(ctx, view, row);
    if (!row) throw notFound();
    if (row.revokedAt) throw inviteGone();
    const prolongs = input.lifetime !== undefined || input.maxUses !== undefined;
    if (!mayChange(grant, row) || (prolongs && !mayInvite(grant))) throw forbidden();
    if (input.maxUses !== undefined && input.maxUses !== null && input.maxUses < row.uses)
      throw invalid({ maxUses: 'invalid' });
    const data = {
      ...(input.label !== undefined && { label: input.label }),
      ...(input.maxUses !== undefined && { maxUses: input.maxUses }),
      ...(input.lifetime !== undefined && { expiresAt: endOf(input.lifetime, now) }),
    };
    await deps.store.update(tx, row.id, data);
    await deps.audit.record(tx, ctx, row.communityId, [
      {
        action: 'invite.update',
        target: targetOf(row),
        before: valuesOf(row),
        after: valuesOf({ ...row, ...data }),
      },
    ]);
  });
}

/** Whether somebody may change an invite that they may see: its label at least. */
export const mayChange = ({ account, community }: CommunityGrant, { roleId }: InviteRow): boolean =>
  roleId === null || mayHandOut(community, account.id, roleId);

/** Whether somebody's invites can be made to hold longer. */
export const mayInvite = ({ permissions }: CommunityGrant): boolean =>
  permissions.has('invite.create') || permissions.has('invite.manage');

/** Ends an invite: one's own, or any with `invite.manage`. @throws {AppError} NOT_FOUND also for those one may not end */
export async function revokeInvite(deps: InviteDeps, ctx: Ctx, input: { code: string }): Promise<void> {
  const { invite } = await accessInvite(deps, ctx, input.code);
  await deps.bus.transaction(async (tx) => {
    grantInvite(ctx, await deps.directory.lock(tx, invite.communityId), invite);
    if (!(await deps.store.revoke(tx, invite.id, deps.clock.now()))) return;
    await deps.audit.record(tx, ctx, invite.communityId, [
      { action: 'invite.revoke', target: targetOf(invite), before: valuesOf(invite) },
    ]);
  });
}

/** An invite that one made, or that one manages. @throws {AppError} NOT_FOUND */
export async function accessInvite(deps: InviteDeps, ctx: Ctx, code: string) {
  requireUser(ctx);
  const invite = await deps.store.findByCode(code);
  if (!invite) throw notFound();
  return { invite, ...grantInvite(ctx, await deps.directory.community(invite.communityId), invite) };
}

function grantInvite(
  ctx: Ctx,
  view: CommunityView | undefined,
  invite: { createdById: string | null } | null,
) {
  const grant = grantCommunity(ctx, view);
  if (invite?.createdById !== grant.account.id && !grant.permissions.has('invite.manage')) throw notFound();
  return grant;
}

/** Seconds that a new invite holds unless its maker says otherwise; null: it does not end by itself. */
export const defaultLifetime = ({ admin }: InviteDeps): number | null =>
  admin.current().limits.inviteLifetime || null;

const endOf = (lifetime: number | null, now: Date): Date | null =>
  lifetime === null ? null : new Date(now.getTime() + lifetime * 1000);

// Not by its code: who reads the log could come in, or let in, by it.
const targetOf = (row: InviteRow) => ({
  kind: 'invite' as const,
  id: row.id,
  name: row.label || `…${row.code.slice(-4)}`,
});

const valuesOf = (row: Pick<InviteRow, 'label' | 'maxUses' | 'expiresAt'>) => ({
  label: row.label,
  maxUses: row.maxUses,
  expiresAt: row.expiresAt?.toISOString() ?? null,
});
