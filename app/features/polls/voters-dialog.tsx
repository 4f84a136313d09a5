import { type ReactNode, useState } from 'react';
import type { PollDto } from '#contract/polls';
import { m } from '#i18n';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { useClientState } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { PeoplePages } from '../members/people-pages.tsx';
import { useConversation } from '../messages/conversation-context.ts';

interface Props {
  messageId: string;
  poll: PollDto;
  onClose: () => void;
}

/** Everybody who voted in a poll that is not anonymous, by answer. */
export default function VotersDialog({ messageId, poll, onClose }: Props): ReactNode {
  const { communityId } = useConversation();
  const realtime = useRealtime();
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
        <PeoplePages
          key={answer}
          label={m.poll_who()}
          none={m.poll_who_none()}
          version={poll.votes[answer]}
          fetchPage={async (after) => {
            const { voters, next } = await realtime.call('poll.voters', {
              ...{ messageId, answer },
              ...(after !== undefined && { after }),
            });
            return { people: voters, next };
          }}
        />
      </div>
    </Dialog>
  );
}
