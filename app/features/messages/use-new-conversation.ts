import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { useToast } from '../../ui/toast.tsx';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { createStore } from '../../realtime/store.ts';
import { type Actions, type Conversation, type ConversationUi, quietUi } from './conversation-context.ts';
import { loadLive } from './live.ts';
import type { Anchor } from './use-position.ts';

interface Parts {
  communityId: string | null;
  address: string;
  channel: ChannelDto;
  anchor: { current: Anchor };
  /** The message that the page's address names. */
  messageId: string | undefined;
}

/** The field that one writes in, of one of the conversations on screen. */
const composerOf = (channelId: string): HTMLElement | null =>
  document.querySelector(`[data-conversation="${CSS.escape(channelId)}"] [data-composer]`);

/** What the parts of an open channel share. */
export function useNewConversation({
  communityId,
  address,
  channel,
  anchor,
  messageId,
}: Parts): Conversation {
  const realtime = useRealtime();
  const toast = useToast();
  const navigate = useNavigate();
  const [ui] = useState(() =>
    createStore<ConversationUi>({ ...quietUi, target: messageId ? { id: messageId, n: 0 } : null }),
  );

  return useMemo(() => {
    const canSend = channel.permissions.includes('message.send');
    const focusComposer = (): void => composerOf(channel.id)?.focus();
    const canReact = channel.permissions.includes('message.react');
    const parts = {
      realtime,
      ui,
      channelId: channel.id,
      address,
      canSend,
      canReact,
      anchor,
      focusComposer,
      toast,
      navigate,
    };
    let actions: Promise<Actions> | null = null;
    return {
      communityId,
      address,
      channel,
      viewer: realtime.state.get().viewer,
      canSend,
      canManage: channel.permissions.includes('message.manage'),
      canPin: channel.permissions.includes('message.pin'),
      canReact,
      ui,
      focusComposer,
      act(name, ...args) {
        actions ??= loadLive().then((live) => live.createActions(parts));
        void actions.then((ready) => (ready[name] as (...all: typeof args) => unknown)(...args));
      },
    };
  }, [realtime, toast, navigate, ui, communityId, address, channel, anchor]);
}
