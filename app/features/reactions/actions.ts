import type { MessageDto } from '#contract/messages';
import type { Realtime } from '../../realtime/realtime.ts';
import type { Store } from '../../realtime/store.ts';
import { noteUse } from '../emoji/usage.ts';
import type { Actions, ConversationUi } from '../messages/conversation-context.ts';
import type { Wishes } from './shown-reactions.ts';

interface Parts {
  realtime: Realtime;
  ui: Store<ConversationUi>;
  channelId: string;
  canReact: boolean;
  attempt(work: () => Promise<void>): Promise<void>;
}

/** What can be done with reactions of an open conversation. A press shows at once; what fails goes back, and says so. */
export function createReactionActions({
  realtime,
  ui,
  channelId,
  canReact,
  attempt,
}: Parts): Pick<Actions, 'react' | 'pick' | 'clearReactions'> {
  const viewerId = realtime.state.get().viewer.id;

  const wishOf = (messageId: string, emoji: string): boolean | undefined =>
    ui.get().reacting.get(messageId)?.get(emoji);
  const isMine = (messageId: string, emoji: string): boolean =>
    realtime.state
      .get()
      .logs[channelId]?.messages.find(({ id }) => id === messageId)
      ?.reactions?.find((each) => each.emoji === emoji)?.mine ?? false;

  const wish = (messageId: string, emoji: string, mine: boolean | undefined): void =>
    ui.update((value) => {
      const reacting = new Map(value.reacting);
      const wishes = new Map<string, boolean>(reacting.get(messageId));
      if (mine === undefined) wishes.delete(emoji);
      else wishes.set(emoji, mine);
      if (wishes.size === 0) reacting.delete(messageId);
      else reacting.set(messageId, wishes satisfies Wishes);
      return { ...value, reacting };
    });

  /** Asks until what was asked for is what is wished: who presses twice meanwhile wishes something else. */
  const fulfil = async (messageId: string, emoji: string): Promise<void> => {
    try {
      for (;;) {
        const wanted = wishOf(messageId, emoji);
        if (wanted === undefined || wanted === isMine(messageId, emoji)) return;
        await realtime.call(wanted ? 'reaction.add' : 'reaction.remove', { messageId, emoji });
        if (wishOf(messageId, emoji) === wanted) return;
      }
    } finally {
      wish(messageId, emoji, undefined);
    }
  };

  return {
    async react({ id }, emoji) {
      const before = wishOf(id, emoji);
      const wanted = !(before ?? isMine(id, emoji));
      if (wanted && !canReact) return;
      if (wanted) noteUse(viewerId, emoji);
      wish(id, emoji, wanted);
      if (before === undefined) await attempt(() => fulfil(id, emoji));
    },
    pick(message, anchor) {
      if (message && !canReact) return;
      ui.update((value) => ({ ...value, picking: { message, anchor } }));
    },
    clearReactions: ({ id }: MessageDto, emoji) =>
      attempt(async () => {
        await realtime.call('reaction.clear', { messageId: id, ...(emoji !== undefined && { emoji }) });
      }),
  };
}
