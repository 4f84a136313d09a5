import { Form, redirect } from 'react-router';
import { rolePresetNames, rolePresets, type RolePresetName } from '#contract/roles';
import { m } from '#i18n';
import { CommunitySettings } from '../../../../features/communities/community-settings.tsx';
import { RoleColourField, RoleNameField } from '../../../../features/roles/role-fields.tsx';
import { SettingsSection } from '../../../../features/settings/settings-frame.tsx';
import { useFormState } from '../../../../lib/form-state.ts';
import { orUnreachable } from '../../../../lib/reach.ts';
import { answer, submit } from '../../../../lib/respond.ts';
import { pageTitle } from '../../../../lib/title.ts';
import { requireViewer } from '../../../../lib/viewer.ts';
import { FormMessage } from '../../../../ui/banner.tsx';
import { ButtonLink } from '../../../../ui/button.tsx';
import { RadioCards } from '../../../../ui/choice.tsx';
import { SubmitButton } from '../../../../ui/submit-button.tsx';
import type { Route } from './+types/new';

export const meta: Route.MetaFunction = () => pageTitle(m.role_new());

const presetTexts: Record<RolePresetName, { name: () => string; note: () => string }> = {
  admin: { name: m.role_preset_admin, note: m.role_preset_admin_note },
  moderator: { name: m.role_preset_moderator, note: m.role_preset_moderator_note },
  member: { name: m.role_preset_member, note: m.role_preset_member_note },
  guest: { name: m.role_preset_guest, note: m.role_preset_guest_note },
};
const presetOf = (text: string): RolePresetName | undefined => rolePresetNames.find((name) => name === text);

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { held } = await scope.services.roles.listRoles(scope.ctx, {
      communityId: args.params.communityId,
    });
    return {
      presets: rolePresetNames.filter((name) =>
        rolePresets[name].permissions.every((permission) => held.includes(permission)),
      ),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const preset = presetOf(form.text('preset'));
    // A ready-made role has its name and its colour until it is given others.
    const name = form.text('name').trim() || (preset ? presetTexts[preset].name() : '');
    const colour = form.optional('colour');
    const { roleId } = await services.roles.createRole(ctx, {
      ...{ communityId, name },
      ...(preset && { preset }),
      ...(colour && { colour }),
    });
    return redirect(`/c/${communityId}/settings/roles/${roleId}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NewRole({ loaderData: { presets }, actionData, params }: Route.ComponentProps) {
  const form = useFormState(actionData, ['name']);
  return (
    <CommunitySettings communityId={params.communityId}>
      <SettingsSection title={m.role_new()} note={m.role_new_note()}>
        <Form method="post" noValidate ref={form.ref} className="grid gap-6">
          <FormMessage>{form.message}</FormMessage>
          <RadioCards
            name="preset"
            legend={m.role_preset()}
            defaultValue={form.value('preset') ?? ''}
            options={[
              { value: '', label: m.role_preset_none(), note: m.role_preset_none_note() },
              ...presets.map((name) => ({
                value: name as string,
                label: presetTexts[name].name(),
                note: presetTexts[name].note(),
              })),
            ]}
          />
          <RoleNameField form={form} hint={m.role_new_hint()} />
          <RoleColourField colour={form.value('colour') ?? null} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton>{m.ui_create()}</SubmitButton>
            <ButtonLink look="quiet" to={`/c/${params.communityId}/settings/roles`}>
              {m.ui_cancel()}
            </ButtonLink>
          </div>
        </Form>
      </SettingsSection>
    </CommunitySettings>
  );
}
