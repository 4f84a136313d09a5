import { Link, useParams } from 'react-router';
import type { ConversationDto } from '#contract/conversations';
import { m } from '#i18n';
import { useUnread } from '../../realtime/hooks.ts';
import { ConversationPicture } from './conversation-picture.tsx';
import { conversationAddress, titleOf } from './names.ts';

/** A conversation in the sidebar. */
export function DirectRow({ conversation, viewerId }: { conversation: ConversationDto; viewerId: string }) {
  const unread = useUnread(conversation.id);
  const current = useParams()['channelId'] === conversation.id;
  const shown = current ? 0 : unread;
  const title = titleOf(conversation, viewerId);
  return (
    <li
      className="channel-row h-11"
      data-conversation={conversation.id}
      data-current={current || undefined}
      data-unread={shown > 0 || undefined}
    >
      <ConversationPicture conversation={conversation} viewerId={viewerId} />
      <Link
        to={conversationAddress(conversation.id)}
        aria-current={current ? 'page' : undefined}
        className="channel-link min-w-0 flex-1"
      >
        <span className="block min-w-0">
          <bdi className="name block truncate">{title}</bdi>
          {conversation.kind === 'group' && (
            <span className="block truncate text-small leading-tight text-faint">
              {m.direct_people({ count: conversation.members.length })}
            </span>
          )}
        </span>
        {shown > 0 && <span className="sr-only"> {m.channel_unread({ count: shown })}</span>}
      </Link>
      {shown > 0 && (
        <span
          aria-hidden
          className="min-w-[18px] flex-none rounded-[9px] bg-accent-strong px-1.5 text-center text-tiny leading-[18px] font-bold text-on-accent"
        >
          {shown > 99 ? '99+' : shown}
        </span>
      )}
    </li>
  );
}
