import { Link2 } from 'lucide-react';
import { useRef } from 'react';
import { Form, redirect } from 'react-router';
import { inviteDefaults, inviteLifetimes, inviteLimits } from '#contract/invites';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { InviteCard } from '../../../features/invites/invite-card.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { duration } from '../../../lib/dates.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { originOf } from '../../../lib/origin.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import { useDepartures } from '../../../ui/use-departures.ts';
import type { Route } from './+types/invites';

export const meta: Route.MetaFunction = () => pageTitle(m.invites_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId } = args.params;
    const [invites, { communities }] = await Promise.all([
      services.invites.listInvites(ctx, { communityId }),
      services.communities.getBootstrap(ctx),
    ]);
    const mayCreate = communities.some(
      ({ id, permissions }) => id === communityId && permissions.includes('invite.create'),
    );
    return {
      invites,
      mayCreate,
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

const uses = [null, 1, 5, 10, 25, 100].filter((count) => count === null || count <= inviteLimits.maxUsesMax);

export default function Invites({ loaderData, actionData, params }: Route.ComponentProps) {
  const { invites, mayCreate, origin, now } = loaderData;
  const form = useFormState(actionData, ['lifetime', 'maxUses']);
  const list = useRef<HTMLDivElement>(null);
  const rows = invites.map((invite) => ({ key: invite.code, invite }));
  const said = useDepartures(list, rows, () => m.invite_revoked());
  return (
    <CommunitySettings communityId={params.communityId}>
      {mayCreate && (
        <SettingsSection title={m.invite_create()} note={m.invite_create_note()}>
          <Form method="post" noValidate ref={form.ref} className="grid gap-4">
            <FormMessage>{form.message}</FormMessage>
            <div className="grid gap-4 tablet:grid-cols-2">
              <Select
                form={form}
                name="lifetime"
                label={m.invite_lifetime()}
                defaultValue={String(inviteDefaults.lifetime)}
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
            </div>
            <div>
              <SubmitButton intent="create">{m.invite_create_submit()}</SubmitButton>
            </div>
          </Form>
        </SettingsSection>
      )}
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
    </CommunitySettings>
  );
}
