import { Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { SearchHitDto } from '#contract/search';
import { m } from '#i18n';
import { Avatar } from '../../ui/avatar.tsx';
import type { Times } from '../messages/times.ts';
import { HitText } from './hit-text.tsx';

/** Where a message is. */
const addressOf = ({ id, channel, place }: SearchHitDto): string =>
  place.kind === 'conversation'
    ? `/dm/${channel.id}/${id}`
    : channel.parent
      ? `/c/${place.id}/${channel.parent.id}/t/${channel.id}/${id}`
      : `/c/${place.id}/${channel.id}/${id}`;

/** One message that was found: leads to it in its place. `before` and `after` stand around its text. */
export function HitRow({
  hit,
  placeName,
  times,
  now,
  before,
  after,
  tool,
  onOpen,
}: {
  hit: SearchHitDto;
  /** Of a conversation: with whom it is. */
  placeName: string;
  times: Times;
  now: number;
  before?: ReactNode;
  after?: ReactNode;
  /** A button at its end. */
  tool?: ReactNode;
  onOpen?: () => void;
}): ReactNode {
  const { author, channel, place } = hit;
  const name = author ? (author.nickname ?? author.displayName) : m.chat_author_gone();
  return (
    <article className="relative rounded-l px-3 py-2.5 hover:bg-hover has-[a:focus-visible]:bg-hover">
      {before}
      <div className="flex gap-3">
        <Avatar id={author?.id ?? hit.id} name={name} size="medium" />
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline gap-2">
            <bdi className="min-w-0 truncate font-semibold">{name}</bdi>
            <span className="flex min-w-0 items-baseline gap-1 truncate text-small text-soft">
              {place.kind === 'community' ? (
                <>
                  <bdi className="truncate">#{(channel.parent ?? channel).name}</bdi>{' '}
                  {channel.parent && (
                    <>
                      <span aria-hidden>›</span> <bdi className="truncate">{channel.name}</bdi>{' '}
                    </>
                  )}
                  · <bdi className="truncate">{place.name}</bdi>
                </>
              ) : (
                <bdi className="truncate">{placeName}</bdi>
              )}
            </span>
            {hit.pinned && (
              <Pin size={13} className="flex-none self-center text-soft" aria-label={m.search_pinned()} />
            )}
            <time
              dateTime={hit.createdAt}
              title={times.full(hit.createdAt)}
              className="ms-auto flex-none text-small text-faint"
              suppressHydrationWarning
            >
              {times.dayKey(hit.createdAt) === times.dayKey(new Date(now).toISOString())
                ? times.time(hit.createdAt)
                : times.day(hit.createdAt, now)}
            </time>
            {tool}
          </div>
          <Link
            to={addressOf(hit)}
            data-hit
            className="block outline-none after:absolute after:inset-0 after:rounded-l focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-strong"
            onClick={onOpen}
          >
            <HitText snippet={hit.snippet} />
          </Link>
        </div>
      </div>
      {after}
    </article>
  );
}
