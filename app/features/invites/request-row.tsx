import type { JoinRequestDto } from '#contract/invites';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { relativeTime } from '../../lib/dates.ts';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { AnswerList } from './answer-list.tsx';
import { PersonLine } from './person-line.tsx';

/** Somebody who waits, what they answered, and the decision. Stands in a form; its box is named `account:<id>`. */
export function RequestRow({ request, now }: { request: JoinRequestDto; now: number }) {
  const { account, answers, createdAt, inviter, label } = request;
  const name = isolate(account.displayName);
  const note = [
    m.requests_asked({ when: relativeTime(createdAt, now) }),
    inviter && m.requests_invited_by({ name: isolate(inviter) }),
    label && isolate(label),
  ];
  return (
    <li tabIndex={-1} className="rounded-l bg-panel p-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <label className="-m-2 grid flex-none place-items-center p-2">
          <input type="checkbox" name={`account:${account.id}`} className="size-4.5" />
          <span className="sr-only">{m.requests_select({ name })}</span>
        </label>
        <PersonLine account={account} note={note.filter(Boolean).join(' · ')} />
        <div className="flex gap-1.5 max-tablet:w-full max-tablet:justify-end">
          <SubmitButton
            look="quiet-danger"
            intent={`refuse:${account.id}`}
            aria-label={m.requests_refuse_one({ name })}
          >
            {m.requests_refuse()}
          </SubmitButton>
          <SubmitButton
            look="secondary"
            intent={`approve:${account.id}`}
            aria-label={m.requests_approve_one({ name })}
          >
            {m.requests_approve()}
          </SubmitButton>
        </div>
      </div>
      {answers.length > 0 && (
        <div className="mt-3 border-t border-line pt-3">
          <AnswerList answers={answers} />
        </div>
      )}
    </li>
  );
}

/** Somebody who was refused, and the way to take it back. */
export function RefusedRow({ request, now }: { request: JoinRequestDto; now: number }) {
  const { account, refusedAt } = request;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
      <PersonLine
        account={account}
        note={refusedAt && m.requests_refused_when({ when: relativeTime(refusedAt, now) })}
      />
      <SubmitButton
        look="quiet"
        intent={`reopen:${account.id}`}
        aria-label={m.requests_reopen_one({ name: isolate(account.displayName) })}
      >
        {m.requests_reopen()}
      </SubmitButton>
    </li>
  );
}
