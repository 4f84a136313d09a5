import { SmilePlus } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { MessageDto } from '#contract/messages';
import { reactionLimits } from '#contract/reactions';
import { m } from '#i18n';
import { useStore } from '../../realtime/store.ts';
import { useConversation } from '../messages/conversation-context.ts';
import { chipContent, reactionLabel } from './reaction-chip.tsx';
import { preloadPicker } from './reaction-parts.tsx';
import { shownReactions } from './shown-reactions.ts';
import { tipOf } from './tip.ts';

interface Props {
  message: MessageDto;
  /** Tab reaches the message, and so its first reaction. */
  active: boolean;
}

/** What a message got, one chip a kind: pressed, it is added or taken back. */
export function ReactionRow({ message, active }: Props): ReactNode {
  const { canReact, ui, act } = useConversation();
  const wishes = useStore(ui, (value) => value.reacting.get(message.id));
  const reactions = shownReactions(message.reactions, wishes);
  if (reactions.length === 0) return null;
  return (
    <div role="group" aria-label={m.reactions_label()} className="reactions" onKeyDown={moveWithin}>
      {reactions.map((reaction, index) => (
        <button
          key={reaction.emoji}
          type="button"
          className="reaction"
          tabIndex={active && index === 0 ? 0 : -1}
          aria-pressed={reaction.mine}
          aria-label={reactionLabel(reaction)}
          aria-disabled={(!reaction.mine && !canReact) || undefined}
          onClick={() => act('react', message, reaction.emoji)}
          {...tipOf(ui, message, reaction.emoji)}
        >
          {chipContent(reaction)}
        </button>
      ))}
      {canReact && reactions.length < reactionLimits.kindsMax && (
        <button
          type="button"
          className="reaction text-faint"
          tabIndex={-1}
          aria-label={m.reactions_add()}
          title={m.reactions_add()}
          onPointerEnter={preloadPicker}
          onClick={(event) => act('pick', message, event.currentTarget)}
        >
          <SmilePlus size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}

/** Arrows go from chip to chip: Tab stops at the first alone. */
function moveWithin(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const chips = [...event.currentTarget.querySelectorAll<HTMLElement>('.reaction')];
  const direction = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step;
  chips[chips.indexOf(document.activeElement as HTMLElement) + direction]?.focus();
  event.preventDefault();
}
