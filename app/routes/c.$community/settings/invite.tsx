import { Form, redirect } from 'react-router';
import { type InviteDetailDto, inviteLifetimes, inviteLimits } from '#contract/invites';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { AnswerList } from '../../../features/invites/answer-list.tsx';
import { endOf, factsOf } from '../../../features/invites/invite-facts.ts';
import { inviteLink } from '../../../features/invites/invite-link.ts';
import { PersonLine } from '../../../features/invites/person-line.tsx';
import { QrCode } from '../../../features/invites/qr-code.tsx';
import { qrOf } from '../../../features/invites/qr.ts';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { duration, relativeTime } from '../../../lib/dates.ts';
import type { FailedForm } from '../../../lib/forms.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { originOf } from '../../../lib/origin.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { FormMessage } from '../../../ui/banner.tsx';
import { SavedNote } from '../../../ui/saved-note.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { Select, TextField } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/invite';

export const meta: Route.MetaFunction = () => pageTitle(m.invite_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const invite = await services.invites.getInvite(ctx, { code: args.params.code });
    if (invite.communityId !== args.params.communityId) throw missing();
    const link = inviteLink(services.address.originFor(originOf(args.request)), invite.code);
    return {
      ...{ invite, link },
      qr: invite.isOpen ? qrOf(link) : null,
      saved: new URL(args.request.url).searchParams.has('saved'),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId, code } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    const intent = form.text('intent');
    if (intent === 'revoke') {
      await services.invites.revokeInvite(ctx, { code });
      return redirect(`/c/${communityId}/settings/invites`);
    }
    if (intent !== 'save') throw missing();
    const lifetime = form.text('lifetime');
    await services.invites.updateInvite(ctx, {
      code,
      label: form.text('label'),
      maxUses: form.number('maxUses'),
      ...(lifetime !== 'keep' && {
        lifetime: form.number('lifetime') as (typeof inviteLifetimes)[number],
      }),
    });
    return redirect(`/c/${communityId}/settings/invites/${encodeURIComponent(code)}?saved`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function InviteDetails({ loaderData, actionData, params }: Route.ComponentProps) {
  const { invite, link, qr, now, saved } = loaderData;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <CommunitySettings communityId={params.communityId}>
      <BackLink to={`/c/${params.communityId}/settings/invites`}>{m.invite_all()}</BackLink>
      <h2 className="text-title font-semibold">
        <bdi>{invite.label || m.invite_title()}</bdi>
      </h2>
      <p className="mt-1 mb-5 text-note text-soft" suppressHydrationWarning>
        {factsOf(invite, now)}
      </p>
      {saved && !failed && <SavedNote className="mb-5" />}
      {qr && (
        <>
          <div className="mb-8">
            <CopyField label={m.invite_link()} value={link} look="primary" />
          </div>
          <SettingsSection title={m.invite_qr()}>
            <QrCode qr={qr} name={`invite-${invite.code}`} />
          </SettingsSection>
        </>
      )}
      <SettingsSection title={m.invite_came()}>
        {invite.came.length === 0 ? (
          <p className="text-note text-soft">{m.invite_came_none()}</p>
        ) : (
          <ul className="grid gap-3">
            {invite.came.map(({ account, joinedAt, answers }) => (
              <li key={account.id}>
                <PersonLine account={account} note={relativeTime(joinedAt, now)} />
                {answers.length > 0 && (
                  <details className="mt-1 ps-12 text-note">
                    <summary className="w-fit text-small text-soft">{m.join_answers()}</summary>
                    <div className="mt-2">
                      <AnswerList answers={answers} />
                    </div>
                  </details>
                )}
              </li>
            ))}
          </ul>
        )}
      </SettingsSection>
      {!invite.revokedAt && (
        <SettingsSection title={m.invite_edit()}>
          {invite.mayChange ? (
            <EditInvite invite={invite} now={now} failed={failed} />
          ) : (
            <p className="text-note text-soft">{m.invite_unchangeable()}</p>
          )}
          <Form method="post" className="mt-6">
            <SubmitButton look="quiet-danger" intent="revoke" className="-ms-4">
              {m.invite_revoke()}
            </SubmitButton>
          </Form>
        </SettingsSection>
      )}
    </CommunitySettings>
  );
}

function EditInvite({
  invite,
  now,
  failed,
}: {
  invite: InviteDetailDto;
  now: number;
  failed: FailedForm | undefined;
}) {
  const form = useFormState(failed, ['label', 'lifetime', 'maxUses']);
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-4">
      <FormMessage>{form.message}</FormMessage>
      <TextField
        form={form}
        name="label"
        label={m.invite_label()}
        hint={m.invite_label_hint()}
        optional={m.ui_optional()}
        defaultValue={invite.label}
        maxLength={inviteLimits.labelMax}
        autoComplete="off"
      />
      <div className="grid gap-4 tablet:grid-cols-2">
        <Select
          form={form}
          name="lifetime"
          label={m.invite_lifetime()}
          defaultValue="keep"
          options={[
            { value: 'keep', label: m.invite_keep_end({ end: endOf(invite, now) }) },
            ...inviteLifetimes.map((seconds) => ({
              value: seconds === null ? '' : String(seconds),
              label:
                seconds === null
                  ? m.invite_lifetime_never()
                  : m.invite_from_now({ duration: duration(seconds) }),
            })),
          ]}
        />
        <TextField
          form={form}
          name="maxUses"
          type="number"
          inputMode="numeric"
          min={Math.max(1, invite.uses)}
          max={inviteLimits.maxUsesMax}
          label={m.invite_uses()}
          placeholder={m.invite_uses_unlimited()}
          defaultValue={invite.maxUses ?? ''}
        />
      </div>
      <div>
        <SubmitButton intent="save">{m.ui_save()}</SubmitButton>
      </div>
    </Form>
  );
}
