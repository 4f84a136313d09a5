import { Form } from 'react-router';
import type { MessageDto } from '#contract/messages';
import type { PollDto } from '#contract/polls';
import { m } from '#i18n';
import { relativeTime } from '../../lib/dates.ts';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { percent as percentText } from '../../lib/numbers.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { CommunityPage } from '../communities/community-page.tsx';
import { MarkdownTree } from '../messages/markdown-tree.tsx';
import { PlainText } from '../messages/plain-text.tsx';
import { shownAnswers } from './shown-poll.ts';

interface Props {
  message: MessageDto;
  poll: PollDto;
  isAuthor: boolean;
  /** When the page was made, in milliseconds. */
  now: number;
  failed: FailedForm | undefined;
  /** Of the channel. */
  address: string;
}

/** A poll without JavaScript: each answer with its votes, and a button to vote for it or to take that back. */
export function PollPage({ message, poll, isAuthor, now, failed, address }: Props) {
  const form = useFormState(failed, []);
  const { ended, endsAt, multiple } = poll;
  return (
    <CommunityPage title={m.poll_page()} back={`${address}/${message.id}`}>
      <FormMessage>{form.message}</FormMessage>
      <div className="message-text mb-4 rounded-l bg-panel p-3.5">
        {message.tree ? <MarkdownTree blocks={message.tree} /> : <PlainText text={message.body ?? ''} />}
      </div>
      <p className="mb-4 text-note text-soft">
        {ended ? m.poll_final() : multiple ? m.poll_several() : m.poll_one()}
        {poll.anonymous && ` · ${m.poll_is_anonymous()}`}
        {' · '}
        {poll.voters > 0 ? m.poll_voters({ count: poll.voters }) : m.poll_no_voters()}
        {!ended && endsAt && ` · ${m.poll_ends({ when: relativeTime(endsAt, now) })}`}
      </p>
      <ul className="mb-6 grid gap-3">
        {shownAnswers(poll).map(({ text, votes, percent, mine }, index) => (
          // Answers never change their place.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <li key={index} className="flex items-center gap-3">
            {ended ? (
              <bdi className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{text}</bdi>
            ) : (
              <Form method="post" className="min-w-0 flex-1">
                <SubmitButton
                  intent={`${mine ? 'retract' : 'vote'} ${index}`}
                  look={mine ? 'primary' : 'secondary'}
                  aria-pressed={mine}
                  wide
                >
                  <bdi className="min-w-0 [overflow-wrap:anywhere]">{text}</bdi>
                </SubmitButton>
              </Form>
            )}
            <p className="flex-none text-note text-soft tabular-nums">
              {percentText(percent)} · {m.poll_votes({ count: votes })}
              {mine && ` · ${m.poll_mine()}`}
            </p>
          </li>
        ))}
      </ul>
      {isAuthor && !ended && (
        <Form method="post">
          <SubmitButton intent="end" look="secondary">
            {m.poll_end()}
          </SubmitButton>
        </Form>
      )}
    </CommunityPage>
  );
}
