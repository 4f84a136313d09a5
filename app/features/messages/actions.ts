import type { NavigateFunction } from 'react-router';
import { messageLimits, type MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { clock } from '../../lib/dates.ts';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { quoteOf } from '../../realtime/log-changes.ts';
import type { Realtime } from '../../realtime/realtime.ts';
import type { Store } from '../../realtime/store.ts';
import type { ToastOptions } from '../../ui/toast.tsx';
import type { Actions, ConversationUi } from './conversation-context.ts';
import { nameIn } from './mention-names.ts';
import { toTyped } from './typed-mentions.ts';
import { copyText } from '../../lib/copy-text.ts';
import { createLaterActions } from '../later/actions.ts';
import { createReactionActions } from '../reactions/actions.ts';
import type { Anchor } from './use-position.ts';

/** What the actions of one open conversation work on. */
export interface ActionParts {
  realtime: Realtime;
  ui: Store<ConversationUi>;
  /** Of the channel. */
  channelId: string;
  address: string;
  placeId: string;
  canSend: boolean;
  canReact: boolean;
  anchor: { current: Anchor };
  focusComposer(): void;
  toast(text: string, options?: ToastOptions): void;
  navigate: NavigateFunction;
}

/** Milliseconds that a deletion can be taken back on screen: the instance's patience, less the way there. */
const undoFor = messageLimits.undoMs - 2000;

/** What can be done in an open conversation. */
export function createActions(parts: ActionParts): Actions {
  const { realtime, ui, channelId, canSend, anchor, focusComposer, toast } = parts;
  const viewerId = realtime.state.get().viewer.id;
  let deleted: string | null = null;
  let editedFromComposer = false;

  const complain = (error: unknown): void =>
    toast(error instanceof Refused ? sentence(error.error) : m.chat_unreachable(), { kind: 'danger' });
  const messages = (): readonly MessageDto[] => realtime.state.get().logs[channelId]?.messages ?? [];
  const aim = (id: string): void =>
    ui.update((value) => ({ ...value, target: { id, n: (value.target?.n ?? 0) + 1 } }));

  /** Does something that can fail, and says so if it does. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      complain(error);
    }
  };

  const restore = (id: string): Promise<void> =>
    attempt(async () => {
      await realtime.call('message.restore', { messageId: id });
      aim(id);
    });

  const toPresent = async (): Promise<void> => {
    if (realtime.state.get().logs[channelId]?.hasAfter) {
      const page = await realtime.call('channel.history', { channelId });
      anchor.current = null;
      await realtime.addPage(channelId, page, 'replace');
    } else {
      ui.update((value) => ({ ...value, toEnd: value.toEnd + 1 }));
    }
    // The address of a message would lead back there.
    if (window.location.pathname.startsWith(`${parts.address}/`))
      await parts.navigate(parts.address, { replace: true, preventScrollReset: true });
  };

  return {
    ...createReactionActions({ ...parts, attempt }),
    ...createLaterActions({ ...parts, attempt }),
    reply(message) {
      if (!canSend) return;
      const { id, seq, author } = message;
      ui.update((value) => ({ ...value, silent: false, replyTo: { id, seq, author, ...quoteOf(message) } }));
      focusComposer();
    },
    edit(message) {
      if (!canSend || message.author?.id !== viewerId || message.poll) return;
      editedFromComposer = false;
      ui.update((value) => ({ ...value, editing: message.id, focusEditor: true }));
    },
    editLast() {
      const own = messages().findLast((each) => each.author?.id === viewerId && !each.poll);
      if (!own || !canSend) return;
      editedFromComposer = true;
      ui.update((value) => ({ ...value, editing: own.id, focusEditor: true }));
      aim(own.id);
    },
    stopEditing(id) {
      ui.update((value) => {
        const edits = new Map(value.edits);
        edits.delete(id);
        return { ...value, editing: null, edits };
      });
      if (editedFromComposer) return focusComposer();
      requestAnimationFrame(() =>
        document
          .querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`)
          ?.focus({ preventScroll: true }),
      );
    },
    takeBack({ clientId, body, replyTo, error }) {
      const own = `[data-conversation="${CSS.escape(channelId)}"] [data-composer]`;
      const area = document.querySelector<HTMLTextAreaElement>(own);
      if (!area) return;
      const { placeId } = parts;
      const typed = toTyped(placeId, body, nameIn(realtime.state.get(), placeId));
      area.value = [typed, area.value].filter((text) => text.trim() !== '').join('\n');
      area.dispatchEvent(new Event('input', { bubbles: true }));
      const answers = error?.reason === 'reply.gone' ? null : replyTo;
      ui.update((value) => ({ ...value, replyTo: value.replyTo ?? answers }));
      realtime.discard(clientId);
      focusComposer();
    },
    remove: ({ id }, reason) =>
      attempt(async () => {
        await realtime.call('message.delete', { messageId: id, ...(reason && { reason }) });
        deleted = id;
        const action = { label: m.chat_undo(), run: () => void restore(id) };
        toast(m.chat_deleted(), { action, stays: undoFor });
      }),
    undo() {
      if (deleted) void restore(deleted);
      deleted = null;
    },
    openThread: ({ id }) =>
      attempt(async () => {
        const { id: threadId } = await realtime.call('thread.create', { messageId: id });
        await parts.navigate(`${parts.address}/t/${threadId}`, { preventScrollReset: true });
      }),
    pin: ({ id, pinnedAt }) =>
      attempt(async () => {
        await realtime.call(pinnedAt ? 'message.unpin' : 'message.pin', { messageId: id });
        toast(pinnedAt ? m.chat_unpinned_done() : m.chat_pinned_done());
      }),
    select: (id) =>
      ui.update((value) => {
        const selected = new Set(value.selected);
        if (!selected.delete(id) && selected.size < messageLimits.deleteMax) selected.add(id);
        return { ...value, selected };
      }),
    removeSelected: () =>
      attempt(async () => {
        const messageIds = [...(ui.get().selected ?? [])];
        const { messages: gone } = await realtime.call('messages.delete', { channelId, messageIds });
        ui.update((value) => ({ ...value, selected: null }));
        const restoreAll = () =>
          void attempt(async () => {
            await realtime.call('messages.restore', { channelId, messageIds: gone.map(({ id }) => id) });
          });
        const action = { label: m.chat_undo(), run: restoreAll };
        toast(m.chat_deleted_many({ count: gone.length }), { action, stays: undoFor });
      }),
    tellSlow: () =>
      toast(m.slow_left({ time: clock((ui.get().slowUntil - Date.now()) / 1000) }), { stays: 4000 }),
    async copyLink(message) {
      const path = `${parts.address}/${message.id}`;
      if (await copyText(`${window.location.origin}${path}`)) return toast(m.chat_link_copied());
      await parts.navigate(path, { preventScrollReset: true });
      toast(m.chat_link_not_copied());
    },
    async jumpTo(id) {
      if (messages().some((message) => message.id === id)) return aim(id);
      try {
        const page = await realtime.call('channel.history', { channelId, around: id });
        aim(id);
        await realtime.addPage(channelId, page, 'replace');
      } catch (error) {
        if (error instanceof Refused && error.error.code === 'NOT_FOUND') toast(m.chat_reply_deleted());
        else complain(error);
      }
    },
    jumpToPresent: () => attempt(toPresent),
    // What was sent waits if it must; that one still looks at the past is nothing to complain about.
    showSent: () => toPresent().catch(() => undefined),
    markUnread: ({ seq }) =>
      attempt(async () => {
        ui.update((value) => ({ ...value, keptUnread: true }));
        await realtime.call('channel.unread', { channelId, seq });
        toast(m.chat_marked_unread());
      }),
    markRead: () =>
      attempt(async () => {
        ui.update((value) => ({ ...value, keptUnread: false }));
        const seq = realtime.state.get().counters[channelId]?.version;
        if (seq) await realtime.call('channel.read', { channelId, seq });
      }),
    jumpToUnread: (readSeq) =>
      attempt(async () => {
        const page = await realtime.call('channel.history', { channelId, after: readSeq });
        const first = page.messages[0];
        if (!first) return;
        aim(first.id);
        await realtime.addPage(channelId, page, 'replace');
      }),
  };
}
