import { CircleAlert } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { sentence } from '../../lib/problems.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useConnection } from '../../realtime/hooks.ts';
import type { OutboxEntry } from '../../realtime/outbox-entry.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useConversation, useTimes } from './conversation-context.ts';
import { PlainText } from './message-body.tsx';
import { rowClass } from './message-row.tsx';
import { ReplyLine } from './reply-line.tsx';

interface Props {
  entry: OutboxEntry;
  grouped: boolean;
  rowKey: string;
}

/** A message on its way: as it was typed, until the acknowledgement brings the real one into the same place. */
export const PendingRow = memo(function PendingRow({ entry, grouped, rowKey }: Props): ReactNode {
  const { viewer } = useConversation();
  const times = useTimes();
  const failed = entry.state === 'failed';
  return (
    <article
      data-row={rowKey}
      aria-busy={!failed}
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
            <Avatar id={viewer.id} name={viewer.displayName} />
          </span>
          <header className="col-start-2 flex min-w-0 items-baseline gap-2">
            <bdi className="truncate font-semibold">{viewer.displayName}</bdi>
            <time dateTime={entry.queuedAt} className="flex-none text-small text-faint">
              {times.time(entry.queuedAt)}
            </time>
          </header>
        </>
      )}
      <div className="message-text col-start-2 max-w-[60rem] min-w-0">
        <div className={cx(!failed && 'opacity-70')}>
          <PlainText text={entry.body} />
        </div>
        {failed ? <FailedNote entry={entry} /> : <WaitingNote entry={entry} />}
      </div>
    </article>
  );
});

/** Said only when there is something to wait for: a message that is under way for an instant needs no word. */
function WaitingNote({ entry }: { entry: OutboxEntry }): ReactNode {
  const { status } = useConnection();
  if (status === 'connected' || status === 'limited')
    return <span className="sr-only">{m.chat_sending()}</span>;
  return (
    <div className={cx(noteClass, 'text-faint')}>
      {m.chat_waiting()}
      {/* What is under way may arrive all the same; offline it does not. */}
      {(entry.state === 'waiting' || status === 'offline') && <WaysOut entry={entry} />}
    </div>
  );
}

function FailedNote({ entry }: { entry: OutboxEntry }): ReactNode {
  const realtime = useRealtime();
  const { clientId, error } = entry;
  const orphan = error?.reason === 'reply.gone';
  return (
    <div role="alert" className={cx(noteClass, 'text-danger')}>
      <span className="flex items-center gap-1.5">
        <CircleAlert size={15} className="flex-none" aria-hidden />
        {m.chat_failed()} {error && sentence(error)}
      </span>
      {orphan ? (
        <NoteButton onClick={() => realtime.retry(clientId, { replyTo: null })}>
          {m.chat_send_without_reply()}
        </NoteButton>
      ) : (
        <NoteButton onClick={() => realtime.retry(clientId)}>{m.chat_retry()}</NoteButton>
      )}
      <WaysOut entry={entry} />
    </div>
  );
}

/** What can be done with a message that is not on its way. */
function WaysOut({ entry }: { entry: OutboxEntry }): ReactNode {
  const realtime = useRealtime();
  const { canSend, act } = useConversation();
  return (
    <>
      {canSend && <NoteButton onClick={() => act('takeBack', entry)}>{m.chat_edit()}</NoteButton>}
      <NoteButton onClick={() => realtime.discard(entry.clientId)}>{m.chat_discard()}</NoteButton>
    </>
  );
}

const noteClass = 'flex flex-wrap items-center gap-x-3 gap-y-1 text-small';

function NoteButton({ onClick, children }: { onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button
      type="button"
      className="min-h-6 rounded-s font-semibold underline-offset-2 hover:underline pointer-coarse:min-h-11"
      onClick={onClick}
    >
      {children}
    </button>
  );
}
