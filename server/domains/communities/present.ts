import type { ChannelDto } from '#contract/channels';
import { presentRole, type CommunityView } from '#server/domains/permissions/index.ts';
import type { CommunityDto, MemberDto } from './contract.ts';
import type { MemberRow } from './store.ts';

/**
 * The community as one member sees it: channels without `channel.view` are left out, and so are categories that hold
 * only such (unless the member manages channels). The same for all members of a profile.
 */
export function presentCommunity(view: CommunityView, accountId: string): CommunityDto {
  const permissions = [...view.permissionsOf(accountId)];
  const channels: ChannelDto[] = [];
  for (const channel of view.channels.values()) {
    const own = view.permissionsOf(accountId, channel.id);
    if (!own.has('channel.view')) continue;
    channels.push({
      id: channel.id,
      categoryId: channel.categoryId,
      kind: channel.kind,
      name: channel.name,
      topic: channel.topic,
      isPrivate: view.isPrivate(channel.id),
      synced: channel.synced,
      locked: channel.locked,
      slowMode: channel.slowMode,
      position: channel.position,
      permissions: [...own],
    });
  }
  const shown = new Set(channels.map((channel) => channel.categoryId));
  const manages = permissions.includes('channel.manage');
  const decides = permissions.includes('invite.manage');
  return {
    id: view.id,
    name: view.name,
    colour: view.colour,
    letter: view.letter,
    ownerId: view.ownerId,
    memberCount: view.memberCount,
    categories: view.categories
      .filter((category) => manages || shown.has(category.id))
      .map(({ id, name, position }) => ({ id, name, position })),
    channels,
    permissions,
    roles: view.roles.map(presentRole),
    roleIds: view.rolesOf(accountId).map(({ id }) => id),
    rank: view.rankOf(accountId),
    timeoutUntil: view.timeoutOf(accountId) ?? null,
    invitesPaused: view.invitesPaused,
    joinRequests: decides ? view.joinRequests : null,
    raidAlarm: decides && view.alarmAt !== null,
    openReports: view.openReportsFor(accountId),
    heldMessages: view.heldMessagesFor(accountId),
  };
}

/** `showsTimeouts`: to who may time members out. */
export const presentMember = (
  row: Pick<MemberRow, 'id' | 'username' | 'display_name' | 'nickname' | 'joined_at'>,
  view: CommunityView,
  showsTimeouts: boolean,
): MemberDto => ({
  account: { id: row.id, username: row.username, displayName: row.display_name },
  nickname: row.nickname,
  roleIds: view.rolesOf(row.id).map(({ id }) => id),
  isOwner: row.id === view.ownerId,
  joinedAt: row.joined_at.toISOString(),
  timeoutUntil: (showsTimeouts && view.timeoutOf(row.id)) || null,
});
