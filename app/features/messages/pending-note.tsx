import { CircleAlert, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { sentence } from '../../lib/problems.ts';
import { useConnection } from '../../realtime/live-hooks.ts';
import type { OutboxEntry } from '../../realtime/outbox-entry.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useConversation } from './conversation-context.ts';

/** How it stands with a message that is not sent yet, and what can be done. */
export function PendingNote({ entry }: { entry: OutboxEntry }): ReactNode {
  if (entry.state === 'failed') return <FailedNote entry={entry} />;
  return entry.state === 'held' ? <HeldNote entry={entry} /> : <WaitingNote entry={entry} />;
}

/** Nothing went wrong: a moderator looks at it first. */
function HeldNote({ entry }: { entry: OutboxEntry }): ReactNode {
  const realtime = useRealtime();
  return (
    <div role="status" className={cx(noteClass, 'text-soft')}>
      <span className="flex items-center gap-1.5">
        <Hourglass size={14} className="flex-none" aria-hidden />
        {m.chat_held()}
      </span>
      <NoteButton onClick={() => realtime.discard(entry.clientId)}>{m.chat_held_hide()}</NoteButton>
    </div>
  );
}

/** Said only when there is something to wait for: a message that is under way for an instant needs no word. */
function WaitingNote({ entry }: { entry: OutboxEntry }): ReactNode {
  const { status } = useConnection();
  if (entry.retryAt !== undefined)
    return (
      <div className={cx(noteClass, 'text-faint')}>
        {m.chat_waits_slow()}
        <WaysOut entry={entry} />
      </div>
    );
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
