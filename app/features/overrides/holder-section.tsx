import { UserPlus } from 'lucide-react';
import { Form, Link, useSearchParams } from 'react-router';
import type { OverrideDto } from '#contract/overrides';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { Button } from '../../ui/button.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Select } from '../../ui/field.tsx';
import { MemberSearch } from '../roles/member-search.tsx';
import { RoleBadge, roleName } from '../roles/role-badge.tsx';
import { SettingsSection } from '../settings/settings-frame.tsx';
import { OverrideForm } from './override-form.tsx';
import type { PlaceData } from './read-place.ts';

/** For each role or member: what is allowed and denied here. */
export function HolderSection({ data: { rules, found, search } }: { data: PlaceData }) {
  const [query] = useSearchParams();
  const wanted = query.get('role') ?? query.get('member');
  const open =
    rules.overrides.find(({ holderId }) => holderId === wanted) ?? newOverride() ?? rules.overrides[0];

  /** Of a role or a member that was just added, and of which nothing is said yet. */
  function newOverride(): OverrideDto | undefined {
    const role = rules.otherRoles.find(({ id }) => id === query.get('role'));
    const nothing = { allow: [], deny: [] };
    if (role)
      return { ...nothing, holder: 'role', holderId: role.id, name: role.name, role, isBelow: role.isBelow };
    const member = found.find(({ id }) => id === query.get('member'));
    // The service judges the rank; nothing that could be taken is there yet.
    return (
      member && {
        ...nothing,
        holder: 'member',
        holderId: member.id,
        name: member.name,
        role: null,
        isBelow: true,
      }
    );
  }

  return (
    <SettingsSection title={m.place_what()} note={m.place_what_note()}>
      <ul aria-label={m.place_holders()} className="-mx-2 mb-4 grid gap-0.5">
        {[...rules.overrides, ...(open && !rules.overrides.includes(open) ? [open] : [])].map((each) => (
          <li key={each.holderId}>
            <Link
              to={`?${each.holder}=${each.holderId}#here`}
              preventScrollReset
              aria-current={each === open ? 'true' : undefined}
              className={cx(
                'flex min-h-10 items-center gap-3 rounded-base px-2 hover:bg-hover pointer-coarse:min-h-11',
                each === open && 'bg-selected font-medium',
              )}
            >
              <span className="min-w-0 flex-1">
                <HolderName holder={each} />
              </span>
              <span className="flex-none text-small text-faint">
                {each.allow.length + each.deny.length > 0
                  ? m.place_says({ count: each.allow.length + each.deny.length })
                  : m.place_as_roles()}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="mb-8 grid gap-3">
        {rules.otherRoles.length > 0 && (
          <Form preventScrollReset className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <Select
                name="role"
                label={m.place_add_role()}
                options={rules.otherRoles.map((role) => ({ value: role.id, label: roleName(role) }))}
              />
            </div>
            <Button type="submit">{m.place_choose()}</Button>
          </Form>
        )}
        <MemberSearch label={m.place_add_member()} value={search} />
        {search !== '' && (
          <ul className="-mx-2 grid">
            {found.length === 0 && <li className="px-2 text-note text-soft">{m.inspect_search_none()}</li>}
            {found.map(({ id, name, username }) => (
              <li key={id}>
                <Link
                  to={`?search=${encodeURIComponent(search)}&member=${id}#here`}
                  preventScrollReset
                  className="flex min-h-11 items-center gap-3 rounded-base px-2 hover:bg-hover"
                >
                  <UserPlus size={16} aria-hidden className="flex-none text-soft" />
                  <bdi className="name font-medium">{name}</bdi>
                  <bdi className="name text-small text-faint">{username}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      {open && (
        <OverrideForm
          key={`${open.holderId} ${open.allow.join()} ${open.deny.join()}`}
          override={open}
          rules={rules}
        />
      )}
    </SettingsSection>
  );
}

function HolderName({ holder }: { holder: OverrideDto }) {
  if (holder.role) return <RoleBadge role={holder.role} />;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2">
      <Avatar id={holder.holderId} name={holder.name} size="small" />
      <bdi className="name">{holder.name}</bdi>
    </span>
  );
}
