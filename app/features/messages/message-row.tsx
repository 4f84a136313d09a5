import { Pin } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useClientState, useRelation } from '../../realtime/hooks.ts';
import { useStore } from '../../realtime/store.ts';
import { useMemberCards } from '../members/cards-context.ts';
import { shownName, useNameAccent } from '../members/names.ts';
import { memberAddress } from '../members/address.ts';
import { useConversation, useTimes } from './conversation-context.ts';
import { ThreadChip } from '../threads/thread-chip.tsx';
import { namesViewer } from './names-viewer.ts';
import { MessageBody } from './message-body.tsx';
import { useLive } from './live-context.ts';
import { PlainReactions } from '../reactions/reaction-chip.tsx';
import { ReplyLine } from './reply-line.tsx';

interface Props {
  message: MessageDto;
  /** Under the name of the message before. */
  grouped: boolean;
  /** The one row of the list that Tab reaches. */
  active: boolean;
  /** Names the row for the list's keyboard. */
  rowKey: string;
}

/** One message. Renders again only when it, its place in a group or its state changes. */
export const MessageRow = memo(function MessageRow({ message, grouped, active, rowKey }: Props): ReactNode {
  const { ui, communityId, address } = useConversation();
  const editing = useStore(ui, (value) => value.editing === message.id);
  const lit = useStore(ui, (value) => value.lit === message.id);
  const selecting = useStore(ui, (value) => value.selected !== null);
  const live = useLive();
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const named = useClientState((state) => namesViewer(message, state, communityId));
  const [uncovered, setUncovered] = useState(false);
  const covered = useRelation(message.author?.id ?? '') === 'blocked' && !uncovered;
  const ids = { author: `a-${message.id}`, time: `t-${message.id}`, body: `b-${message.id}` };

  if (covered)
    return (
      <article data-row={rowKey} data-covered tabIndex={active ? 0 : -1} className={rowClass}>
        <p className="col-start-2 flex flex-wrap items-center gap-x-2 text-note text-faint">
          {m.chat_blocked()}
          <button
            type="button"
            className="min-h-6 font-medium text-soft underline underline-offset-2 hover:text-text"
            onClick={() => setUncovered(true)}
          >
            {m.chat_blocked_show()}
          </button>
        </p>
      </article>
    );
  return (
    <article
      data-row={rowKey}
      data-message={message.id}
      tabIndex={active ? 0 : -1}
      aria-labelledby={`${ids.author} ${ids.time} ${ids.body}`}
      className={cx(
        rowClass,
        lit || named
          ? 'bg-mention before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:bg-mention-edge'
          : 'hover:bg-hover focus-within:bg-hover',
      )}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      // The tools stay while the focus goes to them: it can only go to what is there.
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
      {message.pinnedAt && (
        <p className="col-start-2 flex items-center gap-1.5 text-small text-faint">
          <Pin size={13} aria-hidden /> {m.chat_pinned()}
        </p>
      )}
      {message.replyTo && (
        <div className="col-start-2">
          <ReplyLine reply={message.replyTo} />
        </div>
      )}
      {grouped ? (
        <GutterTime message={message} ids={ids} />
      ) : (
        <MessageHeader message={message} ids={ids} active={active} />
      )}
      <div className="col-start-2 max-w-[60rem] min-w-0">
        {editing && live ? (
          <live.MessageEditor message={message} />
        ) : (
          <MessageBody message={message} id={ids.body} />
        )}
        {live && message.tree && <live.PreviewCards tree={message.tree} />}
        {message.poll &&
          (live ? (
            <live.PollCard message={message} poll={message.poll} active={active} />
          ) : (
            <a href={`${address}/${message.id}/poll`} className="poll-plain">
              {m.poll_open()}
            </a>
          ))}
        {communityId !== null && <ThreadChip messageId={message.id} address={address} />}
        {live ? <live.ReactionRow message={message} active={active} /> : <PlainReactions message={message} />}
      </div>
      {live && selecting && <live.SelectBox message={message} labelledBy={`${ids.author} ${ids.body}`} />}
      {live && (pointed || focused) && !editing && !selecting && <live.MessageToolbar message={message} />}
    </article>
  );
});

/** The frame that messages, sent or not yet, have in common. */
export const rowClass =
  'group/row relative grid grid-cols-[36px_minmax(0,1fr)] gap-x-[11px] px-3.5 py-[3px] outline-offset-[-2px] tablet:gap-x-3.5 tablet:px-5';

interface PartProps {
  message: MessageDto;
  ids: { author: string; time: string };
}

function MessageHeader({ message, ids, active }: PartProps & { active: boolean }): ReactNode {
  const times = useTimes();
  const { communityId } = useConversation();
  const { open, preload } = useMemberCards();
  const { author, createdAt } = message;
  const accent = useNameAccent(communityId, author);
  const name = author ? shownName(author) : m.chat_author_gone();
  const link = author &&
    communityId !== null && {
      href: memberAddress(communityId, author.id),
      onClick: open(author.id, name),
      onPointerEnter: preload,
    };
  return (
    <>
      <span className="col-start-1 row-span-2 pt-[3px]">
        {author && link ? (
          <a {...link} tabIndex={-1} aria-hidden className="block rounded-[12px]">
            <Avatar id={author.id} name={name} />
          </a>
        ) : (
          <Avatar id={author?.id ?? message.id} name={author ? name : '?'} />
        )}
      </span>
      <header className="col-start-2 flex min-w-0 items-baseline gap-2">
        <bdi
          id={ids.author}
          className={cx('truncate font-semibold', accent && 'text-accent-strong')}
          {...(accent && { 'data-accent': accent })}
        >
          {link ? (
            <a {...link} tabIndex={active ? 0 : -1} className="hover:underline">
              <bdi>{name}</bdi>
            </a>
          ) : (
            name
          )}
        </bdi>
        <time
          id={ids.time}
          dateTime={createdAt}
          title={times.full(createdAt)}
          className="flex-none text-small text-faint"
          suppressHydrationWarning
        >
          {times.time(createdAt)}
        </time>
      </header>
    </>
  );
}

/** Within a group the time waits in the margin until it is asked for; the name is there for screen readers. */
function GutterTime({ message, ids }: PartProps): ReactNode {
  const times = useTimes();
  const { author, createdAt } = message;
  return (
    <span className="col-start-1 flex h-[22px] min-w-0 items-center justify-end">
      <span id={ids.author} className="sr-only">
        {author ? shownName(author) : m.chat_author_gone()}
      </span>
      <time
        id={ids.time}
        dateTime={createdAt}
        title={times.full(createdAt)}
        className="text-tiny whitespace-nowrap text-faint opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
        suppressHydrationWarning
      >
        {times.time(createdAt)}
      </time>
    </span>
  );
}
