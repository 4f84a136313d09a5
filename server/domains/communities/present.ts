import type { ChannelDto } from '#contract/channels';
import type { CommunityView } from '#server/domains/permissions/index.ts';
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
      position: channel.position,
      permissions: [...own],
    });
  }
  const shown = new Set(channels.map((channel) => channel.categoryId));
  const manages = permissions.includes('channel.manage');
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
  };
}

export const presentMember = (row: MemberRow, ownerId: string): MemberDto => ({
  account: { id: row.id, username: row.username, displayName: row.display_name },
  isOwner: row.id === ownerId,
  joinedAt: row.joined_at.toISOString(),
});
