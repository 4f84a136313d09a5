import { mayHandOut } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import {
  inviteLimits,
  type InviteChoicesDto,
  type InviteDetailDto,
  type InviteDto,
  type JoinAnswer,
} from './contract.ts';
import type { InviteDeps } from './deps.ts';
import { accessInvite, defaultLifetime, mayChange, mayInvite } from './manage-invites.ts';
import { presentInvite } from './present.ts';

/**
 * Invites that still hold, the newest 200 first, or with `ended` the newest 50 that are over: of everybody with
 * `invite.manage`, else one's own. @throws {AppError} NOT_FOUND
 */
export async function listInvites(
  deps: InviteDeps,
  ctx: Ctx,
  input: { communityId: string; ended: boolean },
): Promise<InviteDto[]> {
  const { account, community, permissions } = await deps.access.accessCommunity(ctx, input.communityId);
  const whose = permissions.has('invite.manage') ? null : account.id;
  const now = deps.clock.now();
  const rows = await deps.store.list(input.communityId, whose, now, input.ended);
  return rows.map((row) => presentInvite(row, community, account.id, now));
}

/** One's own invite, or any with `invite.manage`, and who came by it. @throws {AppError} NOT_FOUND */
export async function getInvite(
  deps: InviteDeps,
  ctx: Ctx,
  input: { code: string },
): Promise<InviteDetailDto & { mayChange: boolean }> {
  const { invite, ...grant } = await accessInvite(deps, ctx, input.code);
  const { account, community, permissions } = grant;
  const came = await deps.store.listCame(invite.id, inviteLimits.cameMax);
  return {
    ...presentInvite(invite, community, account.id, deps.clock.now()),
    came: came.map((each) => ({
      account: each.account,
      joinedAt: each.joinedAt.toISOString(),
      answers: permissions.has('invite.manage') ? (each.answers as unknown as JoinAnswer[]) : [],
    })),
    mayChange: !invite.revokedAt && mayChange(grant, invite) && mayInvite(grant),
  };
}

/** Channels and roles that one's invites can lead to and give. @throws {AppError} NOT_FOUND */
export async function getInviteChoices(
  deps: InviteDeps,
  ctx: Ctx,
  input: { communityId: string },
): Promise<InviteChoicesDto> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId);
  const channels = [...community.channels.values()].filter(({ id }) =>
    community.permissionsOf(account.id, id).has('channel.view'),
  );
  return {
    lifetime: defaultLifetime(deps),
    channels: channels.map(({ id, name }) => ({ id, name })),
    roles: community.roles
      .filter(({ id }) => mayHandOut(community, account.id, id))
      .map(({ id, name }) => ({ id, name })),
  };
}
