import { Ellipsis, Lock } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { Link, useParams } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { useMentions, useMuted, useUnread } from '../../realtime/hooks.ts';
import { isolate } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { iconClass } from '../../ui/button.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { ChannelMenu } from './late-channel-menu.ts';

/** The channel that Alt+↑/↓ has just moved: its element may be a new one, and takes the focus along. */
let carried: string | null = null;

/** A channel in the sidebar. */
export function ChannelRow({
  communityId,
  channel,
  manages,
  onStep,
  onMenu,
}: {
  communityId: string;
  channel: ChannelDto;
  manages: boolean;
  onStep: (step: -1 | 1) => void;
  onMenu: (anchor: HTMLElement) => void;
}) {
  const link = useRef<HTMLAnchorElement>(null);
  const unread = useUnread(channel.id);
  const mentions = useMentions(channel.id);
  const muted = useMuted(channel.id);
  const current = useParams()['channelId'] === channel.id;
  const shown = current ? 0 : unread;
  const named = current ? 0 : mentions;
  const name = isolate(channel.name);

  useLayoutEffect(() => {
    if (carried !== channel.id) return;
    carried = null;
    link.current?.focus();
  }, [channel.id]);

  function onKeyDown(event: KeyboardEvent) {
    if (!manages || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    carried = channel.id;
    onStep(event.key === 'ArrowUp' ? -1 : 1);
    // Still here after React has moved things: it was the same element.
    requestAnimationFrame(() => {
      if (carried === channel.id) carried = null;
      link.current?.focus();
    });
  }

  return (
    <li
      className="channel-row"
      data-channel={channel.id}
      data-current={current || undefined}
      data-unread={(shown > 0 && !muted) || undefined}
      data-muted={muted || undefined}
    >
      <ChannelIcon channel={channel} size={17} className="flex-none opacity-80" />
      <Link
        ref={link}
        to={`/c/${communityId}/${channel.id}`}
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={manages ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        draggable={false}
        title={channel.topic || undefined}
        className="channel-link min-w-0 flex-1"
        onKeyDown={onKeyDown}
      >
        <bdi className="name">{channel.name}</bdi>
        {channel.isPrivate && <span className="sr-only"> ({m.role_view_private()})</span>}
        {channel.locked && <span className="sr-only"> {m.channel_locked()}</span>}
        {muted && <span className="sr-only"> ({m.muted()})</span>}
        {shown > 0 && <span className="sr-only"> {m.channel_unread({ count: shown })}</span>}
        {named > 0 && <span className="sr-only"> {m.channel_mentions({ count: named })}</span>}
      </Link>
      {channel.locked && <Lock size={13} className="flex-none opacity-70" aria-hidden />}
      <MenuTrigger
        to={manages ? `/c/${communityId}/channels/${channel.id}` : '/settings/notifications'}
        onOpen={onMenu}
        preload={ChannelMenu.preload}
        aria-label={m.channel_menu({ name })}
        title={m.channel_menu({ name })}
        className={cx(iconClass, 'row-menu')}
      >
        <Ellipsis size={16} />
      </MenuTrigger>
      {named > 0 && (
        <span
          aria-hidden
          className={cx(
            'min-w-[18px] flex-none rounded-[9px] px-1.5 text-center text-tiny leading-[18px] font-bold',
            muted ? 'bg-selected text-soft' : 'bg-accent-strong text-on-accent',
          )}
        >
          {named > 99 ? '99+' : named}
        </span>
      )}
    </li>
  );
}
