import type { ReactNode } from 'react';
import type { MessageDto } from '#contract/messages';
import type { ReactionDto } from '#contract/reactions';
import { m } from '#i18n';
import { count as countText } from '../../lib/numbers.ts';
import { useConversation } from '../messages/conversation-context.ts';

export const reactionLabel = ({ emoji, count, mine }: ReactionDto): string =>
  (mine ? m.reactions_one_mine : m.reactions_one)({ emoji, count: countText(count) });

/** What a chip shows. */
export const chipContent = ({ emoji, count }: ReactionDto): ReactNode => (
  <>
    <span className="emoji">{emoji}</span>
    <span>{countText(count)}</span>
  </>
);

/** A message's reactions until the page is alive: each leads to the page where one reacts without JavaScript. */
export function PlainReactions({ message }: { message: MessageDto }): ReactNode {
  const { address, canReact } = useConversation();
  const page = `${address}/${message.id}/reactions`;
  if (!message.reactions?.length)
    return (
      canReact && (
        <a href={page} className="hidden text-small text-faint underline noscript:inline">
          {m.reactions_add()}
        </a>
      )
    );
  return (
    <div className="reactions">
      {message.reactions.map((reaction) => (
        <a
          key={reaction.emoji}
          href={page}
          className="reaction"
          data-mine={reaction.mine || undefined}
          aria-label={reactionLabel(reaction)}
        >
          {chipContent(reaction)}
        </a>
      ))}
    </div>
  );
}
