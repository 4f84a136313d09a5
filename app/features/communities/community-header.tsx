import { ChevronDown, PanelLeftClose } from 'lucide-react';
import { use, useState } from 'react';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { IconButton } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { LevelMenu, type LevelTarget } from '../notifications/late-level-menu.ts';
import { ShellContext } from './shell-controls.tsx';

const ModerationBadge = lazyPart(() => import('./moderation-badge.tsx'));
const CommunityMenu = lazyPart(() => import('./community-menu.tsx'));

/** The community's name, which opens all that can be done with it as a whole. */
export function CommunityHeader({ community }: { community: CommunityDto }) {
  const { toggle } = use(ShellContext);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [levels, setLevels] = useState<LevelTarget | null>(null);
  const waiting =
    (community.openReports ?? 0) + (community.heldMessages ?? 0) + (community.joinRequests ?? 0);
  return (
    <header className="flex h-(--header) flex-none items-center gap-0.5 ps-2 pe-1">
      <h2 className="min-w-0 flex-1">
        <MenuTrigger
          to={`/c/${community.id}/settings`}
          onOpen={setAnchor}
          preload={CommunityMenu.preload}
          className="flex h-9 w-full min-w-0 items-center gap-1 rounded-base px-2 text-start font-semibold hover:bg-hover pointer-coarse:h-11"
        >
          <bdi className="name">{community.name}</bdi>
          <ChevronDown size={16} className="flex-none text-soft" aria-hidden />
          <span className="sr-only">{m.community_menu()}</span>
        </MenuTrigger>
      </h2>
      {waiting > 0 && <ModerationBadge community={community} count={waiting} />}
      <IconButton
        label={m.shell_hide_sidebar()}
        className="needs-js max-tablet:hidden"
        onClick={() => toggle('sidebar')}
      >
        <PanelLeftClose size={17} />
      </IconButton>
      {anchor && (
        <CommunityMenu
          community={community}
          anchor={anchor}
          onLevels={setLevels}
          onClose={() => setAnchor(null)}
        />
      )}
      {levels && <LevelMenu {...levels} onClose={() => setLevels(null)} />}
    </header>
  );
}
