import { SmilePlus } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { MessageDto } from '#contract/messages';
import { type ReactionDto, reactionLimits } from '#contract/reactions';
import { m } from '#i18n';
import { count as countText } from '../../lib/numbers.ts';
import { useStore } from '../../realtime/store.ts';
import { useConversation } from '../messages/conversation-context.ts';
import { useLive } from '../messages/live-context.ts';
import { shownReactions } from './shown-reactions.ts';

interface Props {
  message: MessageDto;
  /** Tab reaches the message, and so its first reaction. */
  active: boolean;
}

/** What a message got, one chip a kind: pressed, it is added or taken back. Without JavaScript they lead to its page. */
export function ReactionRow({ message, active }: Props): ReactNode {
  const { address, canReact, ui, act } = useConversation();
  const live = useLive();
  const wishes = useStore(ui, (value) => value.reacting.get(message.id));
  const reactions = shownReactions(message.reactions, wishes);
  const page = `${address}/${message.id}/reactions`;
  if (reactions.length === 0)
    return live || !canReact ? null : (
      <a href={page} className="hidden text-small text-faint underline noscript:inline">
        {m.reactions_add()}
      </a>
    );
  return (
    <div role="group" aria-label={m.reactions_label()} className="reactions" onKeyDown={moveWithin}>
      {reactions.map((reaction, index) =>
        live ? (
          <button
            key={reaction.emoji}
            type="button"
            className="reaction"
            tabIndex={active && index === 0 ? 0 : -1}
            aria-pressed={reaction.mine}
            aria-label={labelOf(reaction)}
            aria-disabled={(!reaction.mine && !canReact) || undefined}
            onClick={() => act('react', message, reaction.emoji)}
            {...live.tipOf(ui, message, reaction.emoji)}
          >
            <ChipContent {...reaction} />
          </button>
        ) : (
          <a
            key={reaction.emoji}
            href={page}
            className="reaction"
            data-mine={reaction.mine || undefined}
            aria-label={labelOf(reaction)}
          >
            <ChipContent {...reaction} />
          </a>
        ),
      )}
      {live && canReact && reactions.length < reactionLimits.kindsMax && (
        <button
          type="button"
          className="reaction text-faint"
          tabIndex={-1}
          aria-label={m.reactions_add()}
          title={m.reactions_add()}
          onPointerEnter={live.preloadPicker}
          onClick={(event) => act('pick', message, event.currentTarget)}
        >
          <SmilePlus size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}

const labelOf = ({ emoji, count, mine }: ReactionDto): string =>
  (mine ? m.reactions_one_mine : m.reactions_one)({ emoji, count: countText(count) });

function ChipContent({ emoji, count }: ReactionDto): ReactNode {
  return (
    <>
      <span className="emoji">{emoji}</span>
      <span>{countText(count)}</span>
    </>
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
