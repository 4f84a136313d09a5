import { ChevronDown, FolderPlus, Hash, LogOut, PanelLeftClose, Settings, UserPlus } from 'lucide-react';
import { use } from 'react';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuDivider, MenuLink } from '../../ui/menu.tsx';
import { useStructureDialog } from '../channels/structure-dialogs.tsx';
import { ShellContext } from './shell-controls.tsx';

/** The community's name, with all that can be done with it as a whole. */
export function CommunityHeader({ community }: { community: CommunityDto }) {
  const { toggle } = use(ShellContext);
  const { open } = useStructureDialog();
  const owns = useClientState((state) => state.viewer.id === community.ownerId);
  const base = `/c/${community.id}`;
  const may = new Set(community.permissions);
  return (
    <header className="flex h-(--header) flex-none items-center gap-1 ps-2 pe-2">
      <h2 className="min-w-0 flex-1">
        <Menu
          label={m.community_menu()}
          align="start"
          buttonClass="flex h-9 w-full min-w-0 items-center gap-1.5 rounded-base px-2 text-start font-semibold hover:bg-hover"
          button={
            <>
              <bdi className="truncate">{community.name}</bdi>
              <ChevronDown size={16} className="flex-none text-soft" aria-hidden />
            </>
          }
        >
          {may.has('invite.create') && (
            <MenuLink to={`${base}/settings/invites`} icon={<UserPlus size={17} />}>
              {m.invite_people()}
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
          <MenuLink to={`${base}/settings`} icon={<Settings size={17} />}>
            {may.has('community.manage') ? m.community_settings() : m.community_about()}
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
      </h2>
      <IconButton
        label={m.shell_hide_sidebar()}
        className="needs-js max-tablet:hidden"
        onClick={() => toggle('sidebar')}
      >
        <PanelLeftClose size={17} />
      </IconButton>
    </header>
  );
}
