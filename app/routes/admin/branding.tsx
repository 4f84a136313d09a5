import { Form, redirect } from 'react-router';
import { adminLimits } from '#contract/admin';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { colourOptions } from '../../features/communities/colours.ts';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { SavedNote } from '../../ui/saved-note.tsx';
import { ColourPicker } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import type { Route } from './+types/branding';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_branding(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    return {
      branding: scope.services.admin.current().branding,
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    await scope.services.admin.updateBranding(scope.ctx, {
      name: form.text('name'),
      accent: form.text('accent'),
      welcome: form.text('welcome'),
    });
    return redirect('/admin/branding?saved');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Branding({ loaderData: { branding, saved }, actionData }: Route.ComponentProps) {
  const form = useFormState(actionData, ['name', 'accent', 'welcome']);
  return (
    <div className="max-w-[560px]">
      <AdminHeading title={m.admin_branding()}>{m.admin_branding_text()}</AdminHeading>
      <Form method="post" noValidate ref={form.ref} className="grid gap-6">
        <FormMessage>{form.message}</FormMessage>
        {saved && !actionData && <SavedNote />}
        <TextField
          form={form}
          name="name"
          label={m.branding_name()}
          hint={m.branding_name_hint()}
          optional={m.ui_optional()}
          maxLength={adminLimits.nameMax}
          defaultValue={branding.name}
          placeholder={m.app_name()}
        />
        <ColourPicker
          name="accent"
          legend={m.branding_accent()}
          defaultValue={branding.accent}
          options={colourOptions()}
        />
        <TextArea
          form={form}
          name="welcome"
          label={m.branding_welcome()}
          hint={m.branding_welcome_hint()}
          optional={m.ui_optional()}
          maxLength={adminLimits.welcomeMax}
          defaultValue={branding.welcome}
        />
        <div>
          <SubmitButton>{m.ui_save()}</SubmitButton>
        </div>
      </Form>
    </div>
  );
}
