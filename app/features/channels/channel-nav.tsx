import { Hash } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import type { CategoryDto, ChannelDto } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { sameItems } from '../../realtime/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CategorySection } from './category-section.tsx';
import type { MenuTarget } from './channel-menu.tsx';
import { ChannelMenu } from './late-channel-menu.ts';
import { ChannelRow } from './channel-row.tsx';
import { useCollapsed } from './collapsed.ts';
import { useStructureDialog } from './structure-dialogs.tsx';
import { useChannelDrag } from './use-channel-drag.ts';
import { useChannelMoves } from './use-channel-moves.ts';

const ThreadRows = lazyPart(() => import('../threads/thread-rows.tsx'));

/** A community's channels under their categories. Who may manage them can drag, move by keys, and reach their menus. */
export function ChannelNav({ community }: { community: CommunityDto }) {
  const list = useRef<HTMLElement>(null);
  const manages = community.permissions.includes('channel.manage');
  const moves = useChannelMoves(community);
  const collapsed = useCollapsed(community.id);
  const [menu, setMenu] = useState<MenuTarget | null>(null);
  const { open } = useStructureDialog();
  useChannelDrag(list, manages, moves.sections, moves.place);

  const withThreads = useClientState(
    ({ threads, followed }) =>
      Object.values(threads).flatMap(({ id, parentId }) => (followed[id] ? parentId : [])),
    sameItems,
  );
  const row = (channel: ChannelDto) => (
    <Fragment key={channel.id}>
      <ChannelRow
        communityId={community.id}
        channel={channel}
        manages={manages}
        onStep={(step) => moves.step(channel.id, step)}
        onMenu={(anchor) => setMenu({ kind: 'channel', channel, anchor })}
      />
      {withThreads.includes(channel.id) && <ThreadRows communityId={community.id} parentId={channel.id} />}
    </Fragment>
  );
  const onCategoryMenu = (category: CategoryDto, anchor: HTMLElement) =>
    setMenu({ kind: 'category', category, anchor });
  const empty = community.channels.length === 0;

  return (
    <nav ref={list} aria-label={m.shell_channels()} className="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-3">
      {moves.sections.map(({ category, channels }) =>
        category ? (
          <CategorySection
            key={category.id}
            communityId={community.id}
            category={category}
            channels={channels}
            manages={manages}
            collapsed={collapsed.has(category.id)}
            onToggle={() => collapsed.toggle(category.id)}
            onMenu={(anchor) => onCategoryMenu(category, anchor)}
            renderRow={row}
          />
        ) : (
          <ul key="loose">{channels.map(row)}</ul>
        ),
      )}
      {empty && (
        <EmptyState
          level="h2"
          icon={<Hash size={22} />}
          title={m.channels_none_title()}
          actions={
            manages && (
              <ButtonLink
                to={`/c/${community.id}/channels/new`}
                look="primary"
                onClick={open({ kind: 'new-channel', categoryId: null })}
              >
                {m.channel_create()}
              </ButtonLink>
            )
          }
        >
          {manages ? m.channels_none_manager() : m.channels_none_member()}
        </EmptyState>
      )}
      <p role="status" className="sr-only">
        {moves.announcement}
      </p>
      {menu && (
        <ChannelMenu community={community} target={menu} moves={moves} onClose={() => setMenu(null)} />
      )}
    </nav>
  );
}
