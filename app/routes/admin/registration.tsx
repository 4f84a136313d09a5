import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { SavedNote } from '../../ui/saved-note.tsx';
import { Checkbox, RadioCards } from '../../ui/choice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/registration';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_registration(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    return {
      settings: await scope.services.admin.getSettings(),
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    await scope.services.admin.updateSettings(scope.ctx, {
      registration: form.text('registration'),
      membersCreateCommunities: form.checked('membersCreateCommunities'),
    });
    return redirect('/admin/registration?saved');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Registration({ loaderData: { settings, saved }, actionData }: Route.ComponentProps) {
  const form = useFormState(actionData, []);
  return (
    <div className="max-w-[560px]">
      <AdminHeading title={m.admin_registration()}>{m.instance_note()}</AdminHeading>
      <Form method="post" noValidate ref={form.ref}>
        <FormMessage>{form.message}</FormMessage>
        {saved && !actionData && <SavedNote className="mb-6" />}
        <SettingsSection title={m.registration_title()}>
          <RadioCards
            name="registration"
            legend={<span className="sr-only">{m.registration_title()}</span>}
            defaultValue={settings.registration}
            options={[
              { value: 'closed', label: m.registration_off(), note: m.registration_off_note() },
              { value: 'invite', label: m.registration_invite(), note: m.registration_invite_note() },
              {
                value: 'approval',
                label: m.registration_approval(),
                note: m.registration_approval_note(),
              },
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
    </div>
  );
}
