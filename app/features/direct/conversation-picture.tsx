import { UsersRound } from 'lucide-react';
import type { ConversationDto } from '#contract/conversations';
import { cx } from '../../lib/cx.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { othersOf, titleOf } from './names.ts';

/** The other person's picture, or a group's sign on its colour. */
export function ConversationPicture({
  conversation,
  viewerId,
  size = 'medium',
}: {
  conversation: ConversationDto;
  viewerId: string;
  size?: 'small' | 'medium';
}) {
  const [other] = othersOf(conversation, viewerId);
  if (conversation.kind === 'direct')
    return <Avatar id={other?.id ?? conversation.id} name={titleOf(conversation, viewerId)} size={size} />;
  return (
    <span
      aria-hidden
      data-accent={conversation.colour}
      className={cx(
        'grid flex-none place-items-center bg-accent text-on-accent',
        size === 'small' ? 'size-6 rounded-[8px]' : 'size-8 rounded-[11px]',
      )}
    >
      <UsersRound size={size === 'small' ? 14 : 17} />
    </span>
  );
}
