import { Bell, CheckCheck, DoorOpen, FolderPlus, Hash, LogOut, Settings, UserPlus } from 'lucide-react';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { Menu, MenuDivider, MenuItem, MenuLink } from '../../ui/menu.tsx';
import { useRealtime } from '../../realtime/use-realtime.ts';
import type { LevelTarget } from '../notifications/late-level-menu.ts';
import { useStructureDialog } from '../channels/structure-dialogs.tsx';
import { managesCommunity } from './manages.ts';

/** What can be done with a community as a whole. */
export default function CommunityMenu({
  community,
  anchor,
  onLevels,
  onClose,
}: {
  community: CommunityDto;
  anchor: HTMLElement;
  onLevels: (target: LevelTarget) => void;
  onClose: () => void;
}) {
  const { open } = useStructureDialog();
  const realtime = useRealtime();
  const owns = useClientState((state) => state.viewer.id === community.ownerId);
  const base = `/c/${community.id}`;
  const may = new Set(community.permissions);
  return (
    <Menu anchor={anchor} label={m.community_menu()} align="start" onClose={onClose}>
      {may.has('invite.create') && (
        <MenuLink to={`${base}/settings/invites`} icon={<UserPlus size={17} />}>
          {m.invite_people()}
        </MenuLink>
      )}
      {community.joinRequests !== null && community.joinRequests > 0 && (
        <MenuLink to={`${base}/settings/requests`} icon={<DoorOpen size={17} />}>
          {m.community_requests({ count: community.joinRequests })}
        </MenuLink>
      )}
      {may.has('channel.manage') && (
        <>
          <MenuLink
            to={`${base}/channels/new`}
            icon={<Hash size={17} />}
            onClick={open({ kind: 'new-channel', categoryId: null })}
          >
            {m.channel_create()}
          </MenuLink>
          <MenuLink
            to={`${base}/categories/new`}
            icon={<FolderPlus size={17} />}
            onClick={open({ kind: 'new-category' })}
          >
            {m.category_create()}
          </MenuLink>
        </>
      )}
      <MenuItem
        icon={<CheckCheck size={17} />}
        onClick={() =>
          void realtime.call('community.read', { communityId: community.id }).catch(() => undefined)
        }
      >
        {m.mark_read()}
      </MenuItem>
      <MenuItem
        icon={<Bell size={17} />}
        onClick={() =>
          onLevels({
            place: 'community',
            placeId: community.id,
            name: community.name,
            path: { communityId: community.id, categoryId: null, channelId: '' },
            anchor,
          })
        }
      >
        {m.level_title()}
      </MenuItem>
      <MenuLink to={`${base}/settings`} icon={<Settings size={17} />}>
        {managesCommunity(community) ? m.community_settings() : m.community_about()}
      </MenuLink>
      {!owns && (
        <>
          <MenuDivider />
          <MenuLink to={`${base}/settings/leave`} icon={<LogOut size={17} />} danger>
            {m.community_leave()}
          </MenuLink>
        </>
      )}
    </Menu>
  );
}
