import { Bell, Lock, MessageCircle, Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ForumTagDto, PostDto } from '#contract/forums';
import { m } from '#i18n';
import { relativeTime } from '../../lib/dates.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { useClientState, useRelation } from '../../realtime/hooks.ts';
import { useFollows } from '../../realtime/thread-hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { shownName } from '../members/names.ts';
import { MentionLine } from '../messages/mention-line.tsx';
import { MentionsContext } from '../messages/mentions-context.ts';
import { TagChip } from './tag-chip.tsx';

/** A post in the list: what it is called, how it begins, and how far it has come. All of it leads there. */
export function PostCard({
  post: { thread, first, readOrdinal },
  communityId,
  address,
  tags,
  now,
  current,
}: {
  post: PostDto;
  communityId: string;
  /** Of the forum. */
  address: string;
  tags: readonly ForumTagDto[];
  now: number;
  current: boolean;
}): ReactNode {
  const follows = useFollows(thread.id);
  const blocked = useRelation(thread.createdById ?? '') === 'blocked';
  const read = useClientState((state) => state.counters[thread.id]?.readOrdinal ?? 0);
  const isUnread = !current && thread.posted > Math.max(read, readOrdinal);
  const replies = Math.max(0, thread.posted - 1);
  const own = tags.filter(({ id }) => thread.tagIds.includes(id));
  return (
    <li data-post={thread.id} data-current={current || undefined} className="post-card">
      <div className="flex min-w-0 items-baseline gap-2">
        {isUnread && <span aria-hidden className="post-dot" />}
        <h2 className="min-w-0 flex-1 text-lead leading-snug font-semibold [overflow-wrap:anywhere]">
          <Link
            to={`${address}/t/${thread.id}`}
            preventScrollReset
            aria-current={current ? 'page' : undefined}
            className="after:absolute after:inset-0 after:rounded-l"
          >
            {blocked ? (
              <span className="font-normal text-soft italic">{m.forum_blocked()}</span>
            ) : (
              <bdi>{thread.name}</bdi>
            )}
            {isUnread && <span className="sr-only"> ({m.forum_unread()})</span>}
          </Link>
        </h2>
        {thread.isPinned && <Mark icon={<Pin size={15} aria-hidden />} text={m.forum_pinned()} />}
        {thread.locked && <Mark icon={<Lock size={15} aria-hidden />} text={m.channel_locked()} />}
        {follows && <Mark icon={<Bell size={15} aria-hidden />} text={m.forum_following()} />}
      </div>
      {!blocked && <Excerpt first={first} communityId={communityId} />}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-small text-soft">
        {own.map((tag) => (
          <TagChip key={tag.id} tag={tag} />
        ))}
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <MessageCircle size={14} className="flex-none" aria-hidden />
          {replies === 0 ? m.forum_no_replies() : m.forum_replies({ count: replies })}
          <span aria-hidden>·</span>
          <time dateTime={thread.activeAt} suppressHydrationWarning>
            {relativeTime(thread.activeAt, Math.max(now, Date.parse(thread.activeAt)))}
          </time>
        </span>
      </div>
    </li>
  );
}

const Mark = ({ icon, text }: { icon: ReactNode; text: string }): ReactNode => (
  <span title={text} className="relative flex-none self-center text-soft">
    {icon}
    <span className="sr-only">{text}</span>
  </span>
);

/** Who wrote it, and its first words. */
function Excerpt({ first, communityId }: { first: PostDto['first']; communityId: string }): ReactNode {
  const excerpt = first && excerptOf(first);
  if (!first || excerpt === null) return <p className="text-soft italic">{m.forum_first_gone()}</p>;
  const name = first.author ? shownName(first.author) : m.chat_author_gone();
  return (
    <div className="flex min-w-0 items-start gap-2">
      {first.author && <Avatar id={first.author.id} name={name} size="small" />}
      <p className="line-clamp-2 min-w-0 text-soft [overflow-wrap:anywhere]">
        <bdi className="font-semibold text-text">{name}</bdi>{' '}
        <span dir="auto">
          <MentionsContext value={{ communityId, people: first.mentioned ?? [] }}>
            <MentionLine text={excerpt ?? ''} />
          </MentionsContext>
        </span>
      </p>
    </div>
  );
}
