import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useLocation } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import type { MessagePage } from '#contract/messages';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { logFromPage } from '../../realtime/channel-log.ts';
import { useChannelLog } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { Composer, type ComposerForm } from './composer.tsx';
import { ConversationContext, type Conversation as Shared } from './conversation-context.ts';
import { LiveContext } from './live-context.ts';
import { useLoadedLive } from './live.ts';
import { MessageList } from './message-list.tsx';
import { useNewConversation } from './use-new-conversation.ts';
import type { Anchor } from './use-position.ts';
import { useOwnLinks } from './use-own-links.ts';
import { useReadPointer } from './use-read-pointer.ts';
import './conversation.css';

/** How long a message stands out after a jump, in milliseconds. */
const litFor = 2000;

interface Props {
  /** Null for a direct or group conversation. */
  communityId: string | null;
  /** Of this page. */
  address: string;
  channel: ChannelDto;
  header: ReactNode;
  /** In the composer's place, when the viewer may not write here. */
  readOnly: ReactNode;
  /** Over the conversation, while another one is being loaded. */
  coming?: ReactNode;
  /** Null when this browser holds the channel's log already, or when it could not be loaded. */
  page: MessagePage | null;
  timeZone: string;
  /** The message that the address names. */
  messageId: string | undefined;
  form: ComposerForm;
}

/** An open channel. Give it the channel's id as its key: nothing of one conversation belongs into another. */
export function Conversation({ channel, page, timeZone, messageId, form, ...props }: Props): ReactNode {
  const realtime = useRealtime();
  const anchor = useRef<Anchor>(undefined);
  const conversation = useNewConversation({
    communityId: props.communityId,
    address: props.address,
    channel,
    anchor,
    messageId,
  });
  const live = useLoadedLive();
  const log = useLog(channel.id, page);
  const { ui, act, canSend, canManage } = conversation;
  const followOwnLinks = useOwnLinks();

  useEffect(() => realtime.openChannel(channel.id, () => anchor.current ?? null), [realtime, channel.id]);
  useReadPointer(conversation);
  useAddressedMessage(messageId, conversation);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = ui.subscribe(() => {
      if (!ui.get().lit) return;
      clearTimeout(timer);
      timer = setTimeout(() => ui.update((value) => ({ ...value, lit: null })), litFor);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [ui]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && event.shiftKey) {
      event.preventDefault();
      return act('markRead');
    }
    const typing = (event.target as Element).matches('textarea, input');
    if (typing || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== 'z') return;
    event.preventDefault();
    act('undo');
  };

  return (
    <ConversationContext value={conversation}>
      <section
        data-conversation={channel.id}
        aria-label={m.chat_region({ channel: isolate(channel.name) })}
        className="relative flex h-full min-h-0 min-w-0 flex-1 flex-col bg-canvas"
        onKeyDown={onKeyDown}
        onClick={followOwnLinks}
      >
        {props.header}
        <LiveContext value={live}>
          {log ? (
            <MessageList log={log} timeZone={timeZone} anchor={anchor} />
          ) : (
            <div className="min-h-0 flex-1">{live && <live.ChannelUnreachable messageId={messageId} />}</div>
          )}
        </LiveContext>
        {live && <live.ConnectionBanner />}
        {live && <live.ModerationParts />}
        {live && <live.ReactionParts />}
        {live && <live.LaterParts />}
        {live && canSend && channel.slowMode > 0 && !canManage && <live.SlowNote />}
        {canSend ? (
          <Composer form={form} />
        ) : (
          <p
            className="mx-3 rounded-l bg-panel px-4 py-3 text-center text-note text-soft tablet:mx-5"
            data-read-only
          >
            {props.readOnly}
          </p>
        )}
        {live ? <live.TypingLine channelId={channel.id} /> : <p className="h-6" />}
        {live && <live.Announcer />}
        {live && props.coming}
      </section>
    </ConversationContext>
  );
}

/** The channel's log: the page's until it is in the store, then the living one. */
function useLog(channelId: string, page: MessagePage | null) {
  const realtime = useRealtime();
  const held = useChannelLog(channelId);
  const first = useMemo(() => (page ? logFromPage(channelId, page) : undefined), [channelId, page]);
  const taken = useRef<MessagePage | null>(null);
  useLayoutEffect(() => {
    if (!page || taken.current === page) return;
    taken.current = page;
    void realtime.addPage(channelId, page, 'replace');
  }, [realtime, channelId, page]);
  return held ?? first;
}

/** Follows the address within the channel; the first message it names comes with the page. */
function useAddressedMessage(messageId: string | undefined, { act }: Shared): void {
  const { key } = useLocation();
  const first = useRef(key);
  useEffect(() => {
    if (messageId && first.current !== key) act('jumpTo', messageId);
  }, [messageId, key, act]);
}
