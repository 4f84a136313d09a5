import { Link2 } from 'lucide-react';
import { useRef } from 'react';
import { Form, redirect } from 'react-router';
import { type InviteChoicesDto, inviteLifetimes, inviteLimits } from '#contract/invites';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { EndedInvite, InviteCard } from '../../../features/invites/invite-card.tsx';
import { PauseBanner } from '../../../features/invites/pause-banner.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { duration } from '../../../lib/dates.ts';
import type { FailedForm } from '../../../lib/forms.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { originOf } from '../../../lib/origin.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select, TextField } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import { useDepartures } from '../../../ui/use-departures.ts';
import type { Route } from './+types/invites';

export const meta: Route.MetaFunction = () => pageTitle(m.invites_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId } = args.params;
    const [invites, ended, choices, { communities }] = await Promise.all([
      services.invites.listInvites(ctx, { communityId }),
      services.invites.listInvites(ctx, { communityId, ended: true }),
      services.invites.getInviteChoices(ctx, { communityId }),
      services.communities.getBootstrap(ctx),
    ]);
    const community = communities.find(({ id }) => id === communityId);
    return {
      ...{ invites, ended, choices },
      mayCreate: community?.permissions.includes('invite.create') ?? false,
      paused: community?.invitesPaused ?? false,
      origin: services.address.originFor(originOf(args.request)),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const [intent, code = ''] = form.text('intent').split(':');
    if (intent === 'create') {
      await services.invites.createInvite(ctx, {
        communityId,
        lifetime: form.number('lifetime') as (typeof inviteLifetimes)[number],
        maxUses: form.number('maxUses'),
        channelId: form.optional('channelId') ?? null,
        roleId: form.optional('roleId') ?? null,
        label: form.text('label'),
      });
    } else if (intent === 'revoke') {
      await services.invites.revokeInvite(ctx, { code });
    } else {
      throw missing();
    }
    return redirect(`/c/${communityId}/settings/invites`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Invites({ loaderData, actionData, params }: Route.ComponentProps) {
  const { invites, ended, choices, mayCreate, origin, now } = loaderData;
  const list = useRef<HTMLDivElement>(null);
  const rows = invites.map((invite) => ({ key: invite.code, invite }));
  const said = useDepartures(list, rows, () => m.invite_revoked());
  const paused = useCommunity(params.communityId)?.invitesPaused ?? loaderData.paused;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <CommunitySettings communityId={params.communityId}>
      {paused && <PauseBanner />}
      {mayCreate && <NewInvite key={invites[0]?.code} choices={choices} failed={failed} />}
      <SettingsSection title={m.invites_current()}>
        <p role="status" className="sr-only">
          {said}
        </p>
        <div ref={list} tabIndex={-1}>
          {invites.length === 0 ? (
            <EmptyState level="h2" icon={<Link2 size={22} />} title={m.invites_none_title()}>
              {m.invites_none_text()}
            </EmptyState>
          ) : (
            <ul className="grid gap-3">
              {rows.map(({ key, invite }) => (
                <InviteCard key={key} invite={invite} origin={origin} now={now} />
              ))}
            </ul>
          )}
        </div>
      </SettingsSection>
      {ended.length > 0 && (
        <SettingsSection title={m.invites_ended()}>
          <ul className="divide-y divide-line">
            {ended.map((invite) => (
              <EndedInvite key={invite.code} invite={invite} now={now} />
            ))}
          </ul>
        </SettingsSection>
      )}
    </CommunitySettings>
  );
}

const uses = [null, 1, 5, 10, 25, 100].filter((count) => count === null || count <= inviteLimits.maxUsesMax);

function NewInvite({ choices, failed }: { choices: InviteChoicesDto; failed: FailedForm | undefined }) {
  const form = useFormState(failed, ['lifetime', 'maxUses', 'channelId', 'roleId', 'label']);
  return (
    <SettingsSection title={m.invite_create()} note={m.invite_create_note()}>
      <Form method="post" noValidate ref={form.ref} className="grid gap-4">
        <FormMessage>{form.message}</FormMessage>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Select
            form={form}
            name="lifetime"
            label={m.invite_lifetime()}
            defaultValue={String(inviteLifetimes.find((each) => each === choices.lifetime) ?? '')}
            options={inviteLifetimes.map((seconds) => ({
              value: seconds === null ? '' : String(seconds),
              label: seconds === null ? m.invite_lifetime_never() : duration(seconds),
            }))}
          />
          <Select
            form={form}
            name="maxUses"
            label={m.invite_uses()}
            defaultValue=""
            options={uses.map((count) => ({
              value: count === null ? '' : String(count),
              label: count === null ? m.invite_uses_unlimited() : m.invite_uses_count({ count }),
            }))}
          />
          <Select
            form={form}
            name="channelId"
            label={m.invite_channel()}
            defaultValue=""
            options={[
              { value: '', label: m.invite_channel_first() },
              ...choices.channels.map(({ id, name }) => ({ value: id, label: `# ${name}` })),
            ]}
          />
          {choices.roles.length > 0 && (
            <Select
              form={form}
              name="roleId"
              label={m.invite_role()}
              defaultValue=""
              options={[
                { value: '', label: m.invite_role_none() },
                ...choices.roles.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </div>
        <TextField
          form={form}
          name="label"
          label={m.invite_label()}
          hint={m.invite_label_hint()}
          optional={m.ui_optional()}
          maxLength={inviteLimits.labelMax}
          autoComplete="off"
        />
        <div>
          <SubmitButton intent="create">{m.invite_create_submit()}</SubmitButton>
        </div>
      </Form>
    </SettingsSection>
  );
}
