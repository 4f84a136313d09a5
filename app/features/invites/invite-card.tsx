import { Form, Link } from 'react-router';
import type { InviteDto } from '#contract/invites';
import { m } from '#i18n';
import { CopyField } from '../../ui/copy-field.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { factsOf } from './invite-facts.ts';
import { inviteLink } from './invite-link.ts';

const small = '!min-h-8 !px-2.5 !py-1 text-note pointer-coarse:!min-h-11';

/** An invite that holds: its link to hand on, how long and how often it still works, and how to end it. */
export function InviteCard({ invite, origin, now }: { invite: InviteDto; origin: string; now: number }) {
  const name = invite.label || invite.code;
  return (
    <li tabIndex={-1} className="rounded-l bg-panel p-3.5">
      {invite.label && (
        <p className="mb-2 font-medium">
          <bdi>{invite.label}</bdi>
        </p>
      )}
      <CopyField label={m.invite_link()} value={inviteLink(origin, invite.code)} />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 text-small text-soft">{factsOf(invite, now)}</p>
        <Form method="post" className="-me-1.5 flex gap-1">
          <ButtonLink
            look="quiet"
            to={`/c/${invite.communityId}/settings/invites/${invite.code}`}
            className={small}
            aria-label={m.invite_details_of({ name })}
          >
            {m.invite_details()}
          </ButtonLink>
          <SubmitButton
            look="quiet-danger"
            intent={`revoke:${invite.code}`}
            className={small}
            aria-label={m.invite_revoke_one({ code: invite.code })}
          >
            {m.invite_revoke()}
          </SubmitButton>
        </Form>
      </div>
    </li>
  );
}

/** An invite that is over: what it was, and the way to who came by it. */
export function EndedInvite({ invite, now }: { invite: InviteDto; now: number }) {
  const name = invite.label || invite.code;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2.5">
      <Link
        to={`/c/${invite.communityId}/settings/invites/${invite.code}`}
        className="link inline-flex items-center font-medium pointer-coarse:min-h-11"
      >
        <bdi>{name}</bdi>
      </Link>
      <p className="text-small text-soft">{factsOf(invite, now)}</p>
    </li>
  );
}
