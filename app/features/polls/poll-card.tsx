import { Check, EyeOff } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import type { PollDto } from '#contract/polls';
import { m } from '#i18n';
import { relativeTime } from '../../lib/dates.ts';
import { percent as percentText } from '../../lib/numbers.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useConversation } from '../messages/conversation-context.ts';
import { type ShownAnswer, shownAnswers } from './shown-poll.ts';
import { usePollTime } from './use-poll-time.ts';
import { useVote } from './use-vote.ts';
import './polls.css';

const VotersDialog = lazyPart(() => import('./voters-dialog.tsx'));
const EndDialog = lazyPart(() => import('./end-dialog.tsx'));

interface Props {
  message: MessageDto;
  poll: PollDto;
  /** Tab reaches the message, and so its poll. */
  active: boolean;
}

/** A poll below its question: pressed, an answer is voted for. Results are there from the beginning. */
export function PollCard({ message, poll, active }: Props): ReactNode {
  const { viewer, canReact, canManage } = useConversation();
  const { shown, said, press, retract, end } = useVote(message.id, poll);
  const now = usePollTime(message.id, poll);
  const [asked, setAsked] = useState<'who' | 'end' | null>(null);
  const { ended, multiple, anonymous, voters, mine = [] } = shown;
  const mayEnd = !ended && (message.author?.id === viewer.id || canManage);
  const answers = shownAnswers(shown);
  const tied = answers.filter(({ leads }) => leads).length > 1;
  const tabIndex = active ? 0 : -1;
  return (
    <fieldset className="poll" onKeyDown={moveWithin}>
      <legend className="sr-only">{m.poll_legend({ question: excerptOf(message) ?? '' })}</legend>
      <p className="flex flex-wrap items-center gap-x-2 text-small text-faint">
        {ended ? (
          <span className="font-medium text-soft">{m.poll_final()}</span>
        ) : (
          <span>{multiple ? m.poll_several() : m.poll_one()}</span>
        )}
        {anonymous && (
          <span className="flex items-center gap-1">
            <EyeOff size={13} aria-hidden /> {m.poll_is_anonymous()}
          </span>
        )}
      </p>
      {answers.map((answer, index) => (
        <label
          // Answers never change their place.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          key={index}
          className="poll-answer"
          data-mine={answer.mine || undefined}
          data-leads={(ended && answer.leads) || undefined}
          style={{ '--share': `${answer.percent}%` } as CSSProperties}
        >
          {!ended && (
            <input
              type={multiple ? 'checkbox' : 'radio'}
              name={`poll-${message.id}`}
              checked={answer.mine}
              disabled={!canReact && !answer.mine}
              tabIndex={tabIndex}
              onChange={() => press(index)}
            />
          )}
          <AnswerText answer={answer} ended={ended} tied={tied} />
        </label>
      ))}
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 text-small text-faint">
        <p className="me-auto">{standing(shown, voters, now)}</p>
        {!anonymous && voters > 0 && (
          <button type="button" className="poll-act" tabIndex={tabIndex} onClick={() => setAsked('who')}>
            {m.poll_who()}
          </button>
        )}
        {!ended && mine.length > 0 && (
          <button type="button" className="poll-act" tabIndex={tabIndex} onClick={retract}>
            {m.poll_retract()}
          </button>
        )}
        {mayEnd && (
          <button type="button" className="poll-act" tabIndex={tabIndex} onClick={() => setAsked('end')}>
            {m.poll_end()}
          </button>
        )}
      </div>
      <p role="status" className="sr-only">
        {ended ? m.poll_said_ended() : said}
      </p>
      {asked === 'who' && <VotersDialog messageId={message.id} poll={shown} onClose={() => setAsked(null)} />}
      {asked === 'end' && <EndDialog onEnd={end} onClose={() => setAsked(null)} />}
    </fieldset>
  );
}

function AnswerText({ answer, ended, tied }: { answer: ShownAnswer; ended: boolean; tied: boolean }) {
  const { text, percent, votes, mine, leads } = answer;
  return (
    <>
      <bdi className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</bdi>
      {ended && leads && <span className="text-small text-soft">{tied ? m.poll_tied() : m.poll_won()}</span>}
      {ended && mine && (
        <span className="flex-none text-accent-strong">
          <Check size={16} aria-hidden />
          <span className="sr-only">{m.poll_mine()}</span>
        </span>
      )}
      <span className="flex flex-none flex-col items-end text-small tabular-nums tablet:flex-row tablet:items-baseline tablet:gap-2">
        <span className="font-semibold text-text">{percentText(percent)}</span>
        <span className="text-faint">{m.poll_votes({ count: votes })}</span>
      </span>
    </>
  );
}

/** How many voted, and how long one still can. */
function standing({ ended, endsAt }: PollDto, voters: number, now: number): string {
  const who =
    voters > 0 ? m.poll_voters({ count: voters }) : ended ? m.poll_nobody_voted() : m.poll_no_voters();
  if (ended) return who;
  return `${who} · ${endsAt === null ? m.poll_ends_no() : m.poll_ends({ when: relativeTime(endsAt, now) })}`;
}

/** Arrows go from answer to answer without choosing: each choice is told to everybody in the channel. */
function moveWithin(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLInputElement)) return;
  const inputs = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:enabled')];
  inputs[(inputs.indexOf(event.target) + step + inputs.length) % inputs.length]?.focus();
  event.preventDefault();
}
