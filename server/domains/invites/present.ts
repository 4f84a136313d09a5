import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { InviteDto } from './contract.ts';
import { holds } from './preview-invite.ts';
import type { InviteRow } from './store.ts';

/** An invite as a member sees it: a channel that they may not view is not named. */
export function presentInvite(row: InviteRow, view: CommunityView, viewerId: string, now: Date): InviteDto {
  const channel = row.channelId === null ? undefined : view.channels.get(row.channelId);
  const isShown = channel && view.permissionsOf(viewerId, channel.id).has('channel.view');
  const role = view.roles.find(({ id }) => id === row.roleId);
  return {
    code: row.code,
    communityId: row.communityId,
    label: row.label,
    createdBy: row.createdBy?.displayName ?? null,
    channel: channel && isShown ? { id: channel.id, name: channel.name } : null,
    role: role ? { id: role.id, name: role.name, colour: role.colour } : null,
    maxUses: row.maxUses,
    uses: row.uses,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    isOpen: holds(row, now),
  };
}
