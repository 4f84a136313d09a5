import { Form } from 'react-router';
import type { MemberRoles } from '#contract/roles';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { CheckRow } from './check-row.tsx';
import { RoleBadge } from './role-badge.tsx';

/**
 * The roles of one member as boxes. Posts to `action`, by default to the page it stands on: that is
 * `/c/<community>/members/<account>/roles`.
 */
export function MemberRolesForm({
  member,
  roles,
  failed,
  action,
}: MemberRoles & { failed?: FailedForm | undefined; action?: string }) {
  const mayAny = roles.some(({ mayChange }) => mayChange);
  return (
    <Form
      key={roles.map(({ id, has }) => `${id} ${has}`).join()}
      method="post"
      {...(action && { action })}
      preventScrollReset
    >
      <FormMessage>{failed?.text}</FormMessage>
      <p className="mb-4 text-note text-soft">{m.member_roles_note()}</p>
      {!member.isBelow && <Banner>{m.member_roles_fixed({ name: isolate(member.name) })}</Banner>}
      {roles.length === 0 && <p className="text-note text-soft">{m.place_admit_no_roles()}</p>}
      <div className="-mx-2 mt-2">
        {roles.map((role) => (
          <CheckRow
            key={role.id}
            name={`role:${role.id}`}
            label={<RoleBadge role={role} />}
            checked={role.has}
            fixed={role.mayChange ? undefined : member.isBelow ? m.member_roles_fixed_role() : m.role_above()}
          />
        ))}
      </div>
      {mayAny && (
        <div className="mt-5">
          <SubmitButton>{m.ui_save()}</SubmitButton>
        </div>
      )}
    </Form>
  );
}
