import { Plus, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { type PollHours, pollHours, pollLimits } from '#contract/polls';
import { m } from '#i18n';
import { duration } from '../../lib/dates.ts';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { newClientId } from '../../realtime/client-id.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { inputClass, Select, TextField } from '../../ui/field.tsx';
import { useConversation } from '../messages/conversation-context.ts';

const byDefault: PollHours = 24;

const textIn = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** Makes a poll and posts it. What is half written stays until the window is closed. */
export default function NewPollDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { communityId, channel, act } = useConversation();
  const accent = useCommunity(communityId ?? '')?.colour;
  const realtime = useRealtime();
  // Another poll than the one that may have arrived without our hearing of it has an id of its own.
  const sent = useRef({ text: '', clientId: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const post = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const body = textIn(form, 'question');
    const answers = form
      .getAll('answer')
      .flatMap((value) => (typeof value === 'string' && value.trim()) || []);
    if (body === '') return setProblem(m.poll_question_needed());
    if (answers.length < pollLimits.answersMin) return setProblem(m.poll_answers_few());
    if (new Set(answers.map((text) => text.toLowerCase())).size < answers.length)
      return setProblem(m.poll_answers_same());
    const hours = (Number(form.get('hours')) || null) as PollHours | null;
    const poll = { answers, hours, multiple: form.has('multiple'), anonymous: form.has('anonymous') };
    const text = JSON.stringify([body, poll]);
    if (sent.current.text !== text) sent.current = { text, clientId: newClientId() };
    const { clientId } = sent.current;
    setBusy(true);
    setProblem(null);
    try {
      await realtime.call('message.send', { channelId: channel.id, clientId, body, poll });
      onClose();
      act('showSent');
    } catch (error) {
      setBusy(false);
      setProblem(error instanceof Refused ? sentence(error.error) : m.chat_unreachable());
    }
  };
  const options = pollHours.map((hours) => ({ value: String(hours), label: duration(hours * 3600) }));
  return (
    <Dialog open onClose={onClose} title={m.poll_new()} description={m.poll_new_note()} accent={accent}>
      <form className="grid gap-5" onSubmit={(event) => void post(event)}>
        <FormMessage>{problem}</FormMessage>
        <TextField
          name="question"
          label={m.poll_question()}
          placeholder={m.poll_question_placeholder()}
          autoComplete="off"
          autoFocus
          required
          maxLength={pollLimits.questionMax}
        />
        <AnswerFields />
        <Select
          name="hours"
          label={m.poll_hours()}
          options={[...options, { value: '', label: m.poll_hours_none() }]}
          defaultValue={String(byDefault)}
        />
        <div>
          <Checkbox name="multiple" label={m.poll_multiple_allow()} note={m.poll_multiple_note()} />
          <Checkbox name="anonymous" label={m.poll_anonymous_choose()} note={m.poll_anonymous_note()} />
        </div>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.poll_post()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Two fields to begin with; more by a button, which puts the focus into the new one. */
function AnswerFields(): ReactNode {
  const [ids, setIds] = useState([1, 2]);
  const next = useRef(3);
  const add = (): void => {
    setIds((known) => [...known, next.current]);
    next.current += 1;
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-note font-medium">{m.poll_answers()}</legend>
      {ids.map((id, index) => (
        <div key={id} className="flex items-center gap-1">
          <input
            name="answer"
            aria-label={m.poll_answer_n({ n: index + 1 })}
            placeholder={m.poll_answer_n({ n: index + 1 })}
            className={inputClass}
            dir="auto"
            autoComplete="off"
            autoFocus={id > 2}
            required={index < pollLimits.answersMin}
            maxLength={pollLimits.answerMax}
          />
          {ids.length > pollLimits.answersMin && (
            <IconButton
              label={m.poll_answer_remove({ n: index + 1 })}
              onClick={() => setIds((known) => known.filter((each) => each !== id))}
            >
              <X size={17} />
            </IconButton>
          )}
        </div>
      ))}
      {ids.length < pollLimits.answersMax && (
        <Button look="quiet" className="justify-self-start" onClick={add}>
          <Plus size={17} aria-hidden /> {m.poll_answer_add()}
        </Button>
      )}
    </fieldset>
  );
}
