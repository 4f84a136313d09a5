import { type ReactNode, useState } from 'react';
import type { PollDto } from '#contract/polls';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { useClientState } from '../../realtime/hooks.ts';
import { shownName } from '../members/names.ts';
import { useConversation } from '../messages/conversation-context.ts';
import { useVoters } from './use-voters.ts';

interface Props {
  messageId: string;
  poll: PollDto;
  onClose: () => void;
}

/** Everybody who voted in a poll that is not anonymous, by answer. */
export default function VotersDialog({ messageId, poll, onClose }: Props): ReactNode {
  const { communityId } = useConversation();
  const accent = useClientState((state) => state.communities[communityId ?? '']?.colour);
  const [answer, setAnswer] = useState(() => poll.votes.indexOf(Math.max(...poll.votes)));
  const options = poll.answers.map((text, index) => ({
    value: String(index),
    label: m.poll_answer_votes({ answer: text, votes: m.poll_votes({ count: poll.votes[index] ?? 0 }) }),
  }));
  return (
    <Dialog open onClose={onClose} title={m.poll_who()} accent={accent}>
      <div className="grid gap-4">
        <Select
          name="answer"
          label={m.poll_answers()}
          options={options}
          value={String(answer)}
          onChange={(event) => setAnswer(Number(event.currentTarget.value))}
        />
        <People key={answer} messageId={messageId} answer={answer} votes={poll.votes[answer] ?? 0} />
      </div>
    </Dialog>
  );
}

function People(props: { messageId: string; answer: number; votes: number }): ReactNode {
  const { viewer } = useConversation();
  const { voters, next, failed, more, retry } = useVoters(props.messageId, props.answer, props.votes);
  return (
    <div className="max-h-[46dvh] overflow-y-auto" aria-busy={next === undefined}>
      <ul className="grid gap-0.5" aria-label={m.poll_who()}>
        {voters.map((author) => (
          <li key={author.id} className="flex min-h-11 items-center gap-3">
            <Avatar id={author.id} name={shownName(author)} size="medium" />
            <span className={cx('min-w-0 truncate', author.id === viewer.id && 'font-medium')}>
              <bdi>{shownName(author)}</bdi>
              {author.id === viewer.id && <span className="text-faint"> · {m.poll_you()}</span>}
            </span>
          </li>
        ))}
      </ul>
      {next === undefined && <p className="py-2 text-note text-faint">{m.poll_loading()}</p>}
      {next === null && !failed && voters.length === 0 && (
        <p className="py-2 text-note text-soft">{m.poll_who_none()}</p>
      )}
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-2 text-note text-danger">
          {m.chat_unreachable()} <Button onClick={retry}>{m.chat_retry()}</Button>
        </p>
      )}
      {next && (
        <Button look="quiet" wide onClick={more}>
          {m.poll_load_more()}
        </Button>
      )}
    </div>
  );
}
