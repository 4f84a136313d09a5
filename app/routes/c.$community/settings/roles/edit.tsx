import { Form, redirect, useSubmit } from 'react-router';
import { useState } from 'react';
import type { Permission } from '#contract/permissions';
import { m } from '#i18n';
import { DeleteSection } from '../../../../features/channels/delete-section.tsx';
import { CheckRow } from '../../../../features/roles/check-row.tsx';
import { PermissionChecks } from '../../../../features/roles/permission-checks.tsx';
import { roleName } from '../../../../features/roles/role-badge.tsx';
import { RoleColourField, RoleNameField } from '../../../../features/roles/role-fields.tsx';
import { RoleFrame } from '../../../../features/roles/role-frame.tsx';
import { useUnsaved } from '../../../../features/roles/unsaved.tsx';
import { SettingsSection } from '../../../../features/settings/settings-frame.tsx';
import { cx } from '../../../../lib/cx.ts';
import { isolate } from '../../../../lib/bidi.ts';
import { useFormState } from '../../../../lib/form-state.ts';
import { orUnreachable } from '../../../../lib/reach.ts';
import { answer, missing, submit } from '../../../../lib/respond.ts';
import { pageTitle } from '../../../../lib/title.ts';
import { requireViewer } from '../../../../lib/viewer.ts';
import { Banner, FormMessage } from '../../../../ui/banner.tsx';
import { SavedNote } from '../../../../ui/saved-note.tsx';
import { Button } from '../../../../ui/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { SubmitButton } from '../../../../ui/submit-button.tsx';
import type { Route } from './+types/edit';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData ? roleName(loaderData.role) : '', m.roles_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId, roleId } = args.params;
    const { roles, held } = await scope.services.roles.listRoles(scope.ctx, { communityId });
    const role = roles.find(({ id }) => id === roleId);
    if (!role) throw missing();
    return { role, held, saved: new URL(args.request.url).searchParams.get('saved') };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, roleId } = args.params;
    const base = `/c/${communityId}/settings/roles`;
    const permissions = form.marked('permission:') as Permission[];
    switch (form.text('intent')) {
      case 'save':
        await services.roles.updateRole(ctx, {
          ...{ communityId, roleId, permissions },
          name: form.text('name'),
          colour: form.optional('colour') ?? null,
          icon: form.text('icon'),
          hoist: form.checked('hoist'),
          mentionable: form.checked('mentionable'),
        });
        break;
      case 'save-everyone':
        await services.roles.updateRole(ctx, { communityId, roleId, permissions });
        break;
      case 'delete':
        await services.roles.deleteRole(ctx, { communityId, roleId });
        return redirect(base);
      default:
        throw missing();
    }
    // A new address each time: what is on the page counts as saved from then on.
    return redirect(`${base}/${roleId}?saved=${Date.now().toString(36)}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function EditRole({
  loaderData: { role, held, saved },
  actionData,
  params,
}: Route.ComponentProps) {
  const form = useFormState(actionData, ['name', 'icon']);
  const { isChanged, question } = useUnsaved(form.ref, `${role.id} ${saved}`);
  const [asking, setAsking] = useState(false);
  const submitNow = useSubmit();
  const fixed = role.isBelow ? undefined : m.role_fixed();
  return (
    <RoleFrame communityId={params.communityId} role={role}>
      {fixed && <Banner>{fixed}</Banner>}
      <Form key={role.id} method="post" noValidate ref={form.ref} preventScrollReset className="mt-2">
        {saved && !actionData && !isChanged && <SavedNote className="mb-6" />}
        <FormMessage>{form.message}</FormMessage>
        {!role.isEveryone && (
          <SettingsSection title={m.role_look()}>
            <fieldset disabled={!role.isBelow} className="grid gap-5">
              <div className="grid items-start gap-5 tablet:grid-cols-[1fr_8rem]">
                <RoleNameField form={form} name={role.name} />
                <TextField
                  form={form}
                  name="icon"
                  label={m.role_icon()}
                  hint={m.role_icon_hint()}
                  placeholder="🌿"
                  autoComplete="off"
                  maxLength={32}
                  defaultValue={role.icon}
                />
              </div>
              <RoleColourField colour={role.colour} />
              <div className="-mx-2">
                <CheckRow
                  name="hoist"
                  label={m.role_hoist()}
                  note={m.role_hoist_note()}
                  checked={role.hoist}
                />
                <CheckRow
                  name="mentionable"
                  label={m.role_mentionable()}
                  note={m.role_mentionable_note()}
                  checked={role.mentionable}
                />
              </div>
            </fieldset>
          </SettingsSection>
        )}
        <SettingsSection
          title={m.role_permissions()}
          note={role.isEveryone ? m.role_everyone_note() : m.role_permissions_note()}
        >
          <PermissionChecks
            granted={role.permissions}
            held={held}
            fixed={role.isBelow ? undefined : m.role_above()}
          />
        </SettingsSection>
        {role.isBelow && (
          <div
            className={cx(
              'mb-10 flex flex-wrap items-center gap-2',
              isChanged && 'sticky bottom-4 z-(--layer-sticky) -mx-3 rounded-l bg-raised p-3 shadow-raised',
            )}
          >
            <p role="status" className={isChanged ? 'min-w-0 flex-1 px-1 text-note text-soft' : 'sr-only'}>
              {isChanged && m.role_unsaved()}
            </p>
            {isChanged && (
              <Button type="reset" look="quiet">
                {m.role_discard()}
              </Button>
            )}
            <SubmitButton intent={role.isEveryone ? 'save-everyone' : 'save'}>{m.ui_save()}</SubmitButton>
          </div>
        )}
      </Form>
      {role.mayHandOut && (
        <SettingsSection title={m.role_duplicate()} note={m.role_duplicate_note()}>
          <Form method="post" action={`/c/${params.communityId}/settings/roles`}>
            <SubmitButton look="secondary" intent={`duplicate:${role.id}`}>
              {m.role_duplicate()}
            </SubmitButton>
          </Form>
        </SettingsSection>
      )}
      {role.isBelow && !role.isEveryone && (
        <DeleteSection
          title={m.role_delete()}
          question={m.role_delete_title({ name: isolate(role.name) })}
          text={m.role_delete_text()}
          onAsk={(event) => {
            event.preventDefault();
            setAsking(true);
          }}
        />
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={m.role_delete_title({ name: isolate(role.name) })}
        confirm={m.role_delete()}
        onConfirm={() => void submitNow({ intent: 'delete' }, { method: 'post' })}
      >
        {m.role_delete_text()}
      </ConfirmDialog>
      {question}
    </RoleFrame>
  );
}
