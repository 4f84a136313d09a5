import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { Checkbox, RadioCards } from '../../ui/choice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/instance';

export const meta: Route.MetaFunction = () => pageTitle(m.settings_instance(), m.settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    if (!requireViewer(scope, args.request).isAdmin) throw missing();
    return {
      settings: await scope.services.admin.getSettings(),
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    await services.admin.updateSettings(ctx, {
      registration: form.text('registration') === 'open' ? 'open' : 'invite',
      membersCreateCommunities: form.checked('membersCreateCommunities'),
    });
    return redirect('/settings/instance?saved');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Instance({ loaderData: { settings, saved }, actionData }: Route.ComponentProps) {
  const form = useFormState(actionData, []);
  return (
    <>
      <h1 className="mb-2 text-title font-semibold">{m.settings_instance()}</h1>
      <p className="mb-6 text-soft">{m.instance_note()}</p>
      <Form method="post" noValidate ref={form.ref}>
        <FormMessage>{form.message}</FormMessage>
        {saved && !actionData && (
          <div role="status" className="mb-6">
            <Banner kind="success">{m.ui_saved()}</Banner>
          </div>
        )}
        <SettingsSection title={m.registration_title()}>
          <RadioCards
            name="registration"
            legend={<span className="sr-only">{m.registration_title()}</span>}
            defaultValue={settings.registration}
            options={[
              { value: 'invite', label: m.registration_invite(), note: m.registration_invite_note() },
              { value: 'open', label: m.registration_open(), note: m.registration_open_note() },
            ]}
          />
        </SettingsSection>
        <SettingsSection title={m.instance_communities_title()}>
          <Checkbox
            name="membersCreateCommunities"
            label={m.instance_members_create()}
            note={m.instance_members_create_note()}
            defaultChecked={settings.membersCreateCommunities}
          />
        </SettingsSection>
        <SubmitButton>{m.ui_save()}</SubmitButton>
      </Form>
    </>
  );
}
