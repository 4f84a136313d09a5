import { Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { auditLimits } from '#contract/audit';
import type { HeldMessageDto } from '#contract/messages';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { relativeTime } from '../../lib/dates.ts';
import { DepartingList } from '../../ui/departing-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { QuotedText } from './quoted-text.tsx';

/** Messages that a filter held back, each with the two answers there are. */
export function HeldList({ held, now }: { held: readonly HeldMessageDto[]; now: number }): ReactNode {
  return (
    <DepartingList
      items={held}
      keyOf={({ id }) => id}
      gone={m.held_decided}
      none={
        <EmptyState level="h2" icon={<Inbox size={22} />} title={m.held_none_title()}>
          {m.held_none_text()}
        </EmptyState>
      }
    >
      {(message) => <HeldCard key={message.id} message={message} now={now} />}
    </DepartingList>
  );
}

function HeldCard({ message, now }: { message: HeldMessageDto; now: number }): ReactNode {
  const { id, author, channel, body, filterName, createdAt, mayPost } = message;
  return (
    <li tabIndex={-1} className="grid gap-2.5 rounded-l bg-panel p-3.5" data-held={id}>
      <p className="text-note text-soft">
        <bdi className="font-semibold text-text">{author.displayName}</bdi>
        {' · '}
        {m.held_facts({
          channel: isolate(channel.name),
          filter: isolate(filterName),
          when: relativeTime(createdAt, now),
        })}
      </p>
      <QuotedText>{body}</QuotedText>
      {!mayPost && <p className="text-small text-soft">{m.problem_held_author_gone()}</p>}
      <Form method="post" className="flex flex-wrap items-end gap-2">
        <input type="hidden" name="heldId" value={id} />
        <div className="min-w-48 flex-1 max-tablet:basis-full">
          <TextField
            name="reason"
            label={m.held_reason()}
            optional={m.ui_optional()}
            autoComplete="off"
            maxLength={auditLimits.reasonMax}
          />
        </div>
        <SubmitButton look="quiet-danger" intent="refuse">
          {m.held_refuse()}
        </SubmitButton>
        <SubmitButton intent="approve" disabled={!mayPost}>
          {m.held_approve()}
        </SubmitButton>
      </Form>
    </li>
  );
}
