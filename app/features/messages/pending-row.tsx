import { memo, type ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { OutboxEntry } from '../../realtime/outbox-entry.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { shownName, useNameAccent } from '../members/names.ts';
import { useConversation, useTimes } from './conversation-context.ts';
import { useLive } from './live-context.ts';
import { rowClass } from './message-row.tsx';
import { isEmojiOnly } from './emoji-only.ts';
import { PlainText } from './plain-text.tsx';
import { ReplyLine } from './reply-line.tsx';

interface Props {
  entry: OutboxEntry;
  grouped: boolean;
  rowKey: string;
}

/** A message on its way: as it was typed, until the acknowledgement brings the real one into the same place. */
export const PendingRow = memo(function PendingRow({ entry, grouped, rowKey }: Props): ReactNode {
  const { viewer, communityId } = useConversation();
  const face = useClientState((state) => state.faces[communityId ?? '']);
  const accent = useNameAccent(communityId, face);
  const name = shownName({ ...viewer, ...face });
  const times = useTimes();
  const live = useLive();
  const failed = entry.state === 'failed';
  return (
    <article
      data-row={rowKey}
      aria-busy={!failed && entry.state !== 'held'}
      tabIndex={-1}
      className={cx(rowClass, failed && 'bg-danger-soft')}
    >
      {entry.replyTo && (
        <div className="col-start-2">
          <ReplyLine reply={entry.replyTo} />
        </div>
      )}
      {!grouped && (
        <>
          <span className="col-start-1 row-span-2 pt-[3px]">
            <Avatar id={viewer.id} name={name} />
          </span>
          <header className="col-start-2 flex min-w-0 items-baseline gap-2">
            <bdi
              className={cx('truncate font-semibold', accent && 'text-accent-strong')}
              {...(accent && { 'data-accent': accent })}
            >
              {name}
            </bdi>
            <time dateTime={entry.queuedAt} className="flex-none text-small text-faint">
              {times.time(entry.queuedAt)}
            </time>
          </header>
        </>
      )}
      <div className="message-text col-start-2 max-w-[60rem] min-w-0">
        <div className={cx(!failed && 'opacity-70')}>
          <PlainText text={entry.body} large={isEmojiOnly(entry.body)} />
        </div>
        {live && <live.PendingNote entry={entry} />}
      </div>
    </article>
  );
});
