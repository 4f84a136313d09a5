import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useLocation } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import type { MessagePage } from '#contract/messages';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { logFromPage } from '../../realtime/channel-log.ts';
import { useChannelLog } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/provider.tsx';
import { withPage } from '../../realtime/state.ts';
import { Announcer } from './announcer.tsx';
import { ChannelHeader } from './channel-header.tsx';
import { Composer, type ComposerForm } from './composer.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ConversationContext, type Conversation as Shared } from './conversation-context.ts';
import { MessageList } from './message-list.tsx';
import { TypingLine } from './typing-line.tsx';
import { useConversationActions } from './use-conversation-actions.ts';
import type { Anchor } from './use-position.ts';
import { useReadPointer } from './use-read-pointer.ts';
import './conversation.css';

/** How long a message stands out after a jump, in milliseconds. */
const litFor = 2000;

interface Props {
  communityId: string;
  channel: ChannelDto;
  /** Null when this browser holds the channel's log already. */
  page: MessagePage | null;
  timeZone: string;
  /** The message that the address names. */
  messageId: string | undefined;
  form: ComposerForm;
}

/** An open channel. Give it the channel's id as its key: nothing of one conversation belongs into another. */
export function Conversation({ communityId, channel, page, timeZone, messageId, form }: Props): ReactNode {
  const realtime = useRealtime();
  const anchor = useRef<Anchor>(undefined);
  const actions = useConversationActions({ communityId, channel, anchor, messageId });
  const log = useLog(channel.id, page);
  const { ui } = actions;

  useEffect(() => realtime.openChannel(channel.id, () => anchor.current ?? null), [realtime, channel.id]);
  useReadPointer(actions);
  useAddressedMessage(messageId, actions);
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
    const typing = (event.target as Element).matches('textarea, input');
    if (typing || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== 'z') return;
    event.preventDefault();
    actions.undo();
  };

  return (
    <ConversationContext value={actions}>
      <section
        aria-label={m.chat_region({ channel: isolate(channel.name) })}
        className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-canvas"
        onKeyDown={onKeyDown}
      >
        <ChannelHeader channel={channel} />
        {log && <MessageList log={log} timeZone={timeZone} anchor={anchor} />}
        <ConnectionBanner />
        {actions.canSend ? <Composer form={form} /> : <ReadOnlyNote />}
        <TypingLine channelId={channel.id} />
        <Announcer />
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
    realtime.state.update((state) => withPage(state, channelId, page, 'replace'));
  }, [realtime, channelId, page]);
  return held ?? first;
}

/** Follows the address within the channel; the first message it names comes with the page. */
function useAddressedMessage(messageId: string | undefined, { jumpTo }: Shared): void {
  const { key } = useLocation();
  const first = useRef(key);
  useEffect(() => {
    if (messageId && first.current !== key) jumpTo(messageId);
  }, [messageId, key, jumpTo]);
}

function ReadOnlyNote(): ReactNode {
  return (
    <p className="mx-3 rounded-l bg-panel px-4 py-3 text-center text-note text-soft tablet:mx-5">
      {m.chat_read_only()}
    </p>
  );
}
