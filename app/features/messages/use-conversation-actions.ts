import { type RefObject, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { messageLimits, type MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { useToast } from '../../ui/toast.tsx';
import { applyEvent } from '../../realtime/apply-event.ts';
import { Refused } from '../../realtime/call-error.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { useRealtime } from '../../realtime/provider.tsx';
import { withPage } from '../../realtime/state.ts';
import { createStore } from '../../realtime/store.ts';
import { type Conversation, type ConversationUi, quietUi } from './conversation-context.ts';
import { copyText } from './copy-text.ts';
import type { Anchor } from './use-position.ts';

interface Parts {
  communityId: string;
  channel: ChannelDto;
  anchor: RefObject<Anchor>;
  /** The message that the page's address names. */
  messageId: string | undefined;
}

/** Milliseconds that a deletion can be taken back on screen: the instance's patience, less the way there. */
const undoFor = messageLimits.undoMs - 2000;

/** What can be done in the open conversation, and what its parts share. `undo` takes the last deletion back. */
export function useConversationActions({
  communityId,
  channel,
  anchor,
  messageId,
}: Parts): Conversation & { undo(): void } {
  const realtime = useRealtime();
  const toast = useToast();
  const navigate = useNavigate();
  const [ui] = useState(() =>
    createStore<ConversationUi>({ ...quietUi, target: messageId ? { id: messageId, n: 0 } : null }),
  );

  return useMemo(() => {
    const { viewer } = realtime.state.get();
    const channelId = channel.id;
    const address = (id: string): string => `/c/${communityId}/${channelId}/${id}`;
    const canSend = channel.permissions.includes('message.send');
    let deleted: string | null = null;
    let editedFromComposer = false;

    const complain = (error: unknown): void =>
      toast(error instanceof Refused ? sentence(error.error) : m.chat_unreachable(), { kind: 'danger' });
    const apply = (message: MessageDto): void =>
      realtime.state.update((state) => applyEvent(state, 'message.updated', { message }, Date.now()));
    const focusComposer = (): void => document.querySelector<HTMLElement>('[data-composer]')?.focus();
    const focusMessage = (id: string): void => {
      requestAnimationFrame(() =>
        document
          .querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`)
          ?.focus({ preventScroll: true }),
      );
    };
    const aim = (id: string): void =>
      ui.update((value) => ({ ...value, target: { id, n: (value.target?.n ?? 0) + 1 } }));

    const restore = async (id: string): Promise<void> => {
      try {
        apply(await realtime.call('message.restore', { messageId: id }));
        aim(id);
      } catch (error) {
        complain(error);
      }
    };

    const jumpTo = async (id: string): Promise<void> => {
      if (realtime.state.get().logs[channelId]?.messages.some((message) => message.id === id)) return aim(id);
      try {
        const page = await realtime.call('channel.history', { channelId, around: id });
        aim(id);
        realtime.state.update((state) => withPage(state, channelId, page, 'replace'));
      } catch (error) {
        if (error instanceof Refused && error.error.code === 'NOT_FOUND') toast(m.chat_reply_deleted());
        else complain(error);
      }
    };

    const jumpToUnread = async (readSeq: number): Promise<void> => {
      try {
        const page = await realtime.call('channel.history', { channelId, after: readSeq });
        const first = page.messages[0];
        if (!first) return;
        aim(first.id);
        realtime.state.update((state) => withPage(state, channelId, page, 'replace'));
      } catch (error) {
        complain(error);
      }
    };

    const jumpToPresent = async (): Promise<void> => {
      if (!realtime.state.get().logs[channelId]?.hasAfter) {
        return ui.update((value) => ({ ...value, toEnd: value.toEnd + 1 }));
      }
      try {
        const page = await realtime.call('channel.history', { channelId });
        anchor.current = null;
        realtime.state.update((state) => withPage(state, channelId, page, 'replace'));
      } catch (error) {
        complain(error);
      }
    };

    return {
      communityId,
      channel,
      viewer,
      canSend,
      canManage: channel.permissions.includes('message.manage'),
      ui,
      focusComposer,
      jumpTo: (id) => void jumpTo(id),
      jumpToPresent: () => void jumpToPresent(),
      jumpToUnread: (readSeq) => void jumpToUnread(readSeq),
      reply(message) {
        if (!canSend) return;
        const { id, seq, author } = message;
        ui.update((value) => ({ ...value, replyTo: { id, seq, author, excerpt: excerptOf(message) } }));
        focusComposer();
      },
      edit(message) {
        if (!canSend || message.author?.id !== viewer.id) return;
        editedFromComposer = false;
        ui.update((value) => ({ ...value, editing: message.id }));
      },
      editLast() {
        const own = realtime.state
          .get()
          .logs[channelId]?.messages.findLast((each) => each.author?.id === viewer.id);
        if (!own || !canSend) return;
        editedFromComposer = true;
        ui.update((value) => ({ ...value, editing: own.id }));
        aim(own.id);
      },
      stopEditing(id) {
        ui.update((value) => ({ ...value, editing: null }));
        if (editedFromComposer) focusComposer();
        else focusMessage(id);
      },
      async remove(message) {
        const { id } = message;
        try {
          apply(await realtime.call('message.delete', { messageId: id }));
          deleted = id;
          const undo = { label: m.chat_undo(), run: () => void restore(id) };
          toast(m.chat_deleted(), { action: undo, stays: undoFor });
        } catch (error) {
          complain(error);
        }
      },
      undo() {
        if (deleted) void restore(deleted);
        deleted = null;
      },
      async copyLink(message) {
        const path = address(message.id);
        if (await copyText(`${window.location.origin}${path}`)) return toast(m.chat_link_copied());
        await navigate(path, { preventScrollReset: true });
        toast(m.chat_link_not_copied());
      },
    };
  }, [realtime, toast, navigate, ui, communityId, channel, anchor]);
}
