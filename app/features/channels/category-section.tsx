import { ChevronDown, Ellipsis, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { CategoryDto, ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { unreadOf, useClientState } from '../../realtime/hooks.ts';
import { mutedIn } from '../../realtime/muted.ts';
import { isolate } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { iconClass } from '../../ui/button.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { ChannelMenu } from './late-channel-menu.ts';
import { useStructureDialog } from './structure-dialogs.tsx';

/** A category and its channels. Folded, it still shows the open channel and those with something unread. */
export function CategorySection({
  communityId,
  category,
  channels,
  manages,
  collapsed,
  onToggle,
  onMenu,
  renderRow,
}: {
  communityId: string;
  category: CategoryDto;
  channels: ChannelDto[];
  manages: boolean;
  collapsed: boolean;
  onToggle: () => void;
  onMenu: (anchor: HTMLElement) => void;
  renderRow: (channel: ChannelDto) => ReactNode;
}) {
  const { open } = useStructureDialog();
  const current = useParams()['channelId'];
  const unread = useClientState((state) =>
    collapsed
      ? channels
          .filter(({ id }) => unreadOf(state.counters[id]) > 0 && !mutedIn(state).has(id))
          .map(({ id }) => id)
          .join()
      : '',
  );
  const shown = collapsed ? channels.filter(({ id }) => id === current || unread.includes(id)) : channels;
  const name = isolate(category.name);
  const listId = `category-${category.id}`;
  return (
    <section className="mt-3.5">
      <div className="category-head group relative flex items-center pe-1" data-category={category.id}>
        <h3 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={!collapsed}
            aria-controls={listId}
            onClick={onToggle}
            className="flex min-h-7 w-full pointer-coarse:min-h-11 min-w-0 items-center gap-1 rounded-s px-2 text-start text-small font-medium text-faint hover:text-text"
          >
            <bdi className="name">{category.name}</bdi>
            <ChevronDown
              size={13}
              aria-hidden
              className={cx('flex-none transition-transform', collapsed && '-rotate-90 rtl:rotate-90')}
            />
          </button>
        </h3>
        <MenuTrigger
          to={manages ? `/c/${communityId}/categories/${category.id}` : '/settings/notifications'}
          onOpen={onMenu}
          preload={ChannelMenu.preload}
          aria-label={m.category_menu({ name })}
          title={m.category_menu({ name })}
          className={cx(iconClass, 'row-menu')}
        >
          <Ellipsis size={15} />
        </MenuTrigger>
        {manages && (
          <Link
            to={`/c/${communityId}/channels/new?category=${category.id}`}
            aria-label={m.channel_create_in({ name })}
            title={m.channel_create_in({ name })}
            className={cx(iconClass, 'category-add')}
            onClick={open({ kind: 'new-channel', categoryId: category.id })}
          >
            <Plus size={15} />
          </Link>
        )}
      </div>
      <ul id={listId}>{shown.map(renderRow)}</ul>
    </section>
  );
}
