import type { ReactNode } from 'react';
import { loadEmoji } from '../emoji/load-emoji.ts';
import { noteUse } from '../emoji/usage.ts';
import { useStore } from '../../realtime/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { insertText } from '../messages/completion/insert-text.ts';
import { useConversation } from '../messages/conversation-context.ts';

const EmojiPicker = lazyPart(() => import('../emoji/emoji-picker.tsx'));
const ReactionTip = lazyPart(() => import('./reaction-tip.tsx'));
const ReactorsDialog = lazyPart(() => import('./reactors-dialog.tsx'));

/** Fetches the picker and the emoji ahead of their use. */
export function preloadPicker(): void {
  EmojiPicker.preload();
  loadEmoji().catch(() => undefined);
}

/** What reactions and emoji open over a conversation: the picker, who has a reaction, and everybody who reacted. */
export function ReactionParts(): ReactNode {
  const { ui, viewer, channel, act, focusComposer } = useConversation();
  const picking = useStore(ui, (value) => value.picking);
  const tip = useStore(ui, (value) => value.tip);
  const asked = useStore(ui, (value) => value.reactorsOf);

  const pick = (emoji: string): void => {
    if (picking?.message) return act('react', picking.message, emoji);
    const own = `[data-conversation="${CSS.escape(channel.id)}"] [data-composer]`;
    const area = document.querySelector<HTMLTextAreaElement>(own);
    if (!area) return;
    noteUse(viewer.id, emoji);
    insertText(area, emoji);
  };
  const close = (): void => {
    const message = picking?.message;
    ui.update((value) => ({ ...value, picking: null }));
    if (message)
      document
        .querySelector<HTMLElement>(`[data-message="${CSS.escape(message.id)}"]`)
        ?.focus({ preventScroll: true });
    else focusComposer();
  };
  return (
    <>
      {picking && <EmojiPicker anchor={picking.anchor} accountId={viewer.id} onPick={pick} onClose={close} />}
      {tip && !picking && <ReactionTip key={`${tip.message.id} ${tip.emoji}`} {...tip} />}
      {asked && (
        <ReactorsDialog
          message={asked}
          onClose={() => ui.update((value) => ({ ...value, reactorsOf: null }))}
        />
      )}
    </>
  );
}
