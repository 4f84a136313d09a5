import { Form } from 'react-router';
import type { InviteDto } from '#contract/invites';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { relativeTime } from '../../lib/dates.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { inviteLink } from './invite-link.ts';

/** An invite that holds: its link to hand on, how long and how often it still works, and how to end it. */
export function InviteCard({ invite, origin, now }: { invite: InviteDto; origin: string; now: number }) {
  const facts = [
    invite.expiresAt
      ? m.invite_expires({ when: relativeTime(invite.expiresAt, now) })
      : m.invite_never_expires(),
    usesOf(invite),
    invite.createdBy && m.invite_by({ name: isolate(invite.createdBy) }),
  ].filter(Boolean);
  return (
    <li tabIndex={-1} className="rounded-l bg-panel p-3.5">
      <CopyField label={m.invite_link()} value={inviteLink(origin, invite.code)} />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="text-small text-soft">{facts.join(' · ')}</p>
        <Form method="post">
          <SubmitButton
            look="quiet-danger"
            intent={`revoke:${invite.code}`}
            className="!min-h-8 !px-2.5 !py-1 text-note pointer-coarse:!min-h-11"
            aria-label={m.invite_revoke_one({ code: invite.code })}
          >
            {m.invite_revoke()}
          </SubmitButton>
        </Form>
      </div>
    </li>
  );
}

function usesOf({ uses, maxUses }: InviteDto): string {
  if (maxUses !== null) return m.invite_used_of({ count: uses, max: maxUses });
  return uses === 0 ? m.invite_unused() : m.invite_used({ count: uses });
}
