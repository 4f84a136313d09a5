import type { RoleDto } from '#contract/permissions';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';

/** A role's colour as a dot; says nothing to a screen reader. */
function RoleDot({ role, className }: { role: Pick<RoleDto, 'colour'>; className?: string }) {
  return (
    <span
      aria-hidden
      data-accent={role.colour ?? undefined}
      className={cx('size-3 flex-none rounded-full', role.colour ? 'bg-accent' : 'bg-edge', className)}
    />
  );
}

/** A role's name; everyone's in the visitor's language. */
export const roleName = (role: Pick<RoleDto, 'name' | 'isEveryone'>): string =>
  role.isEveryone ? m.role_everyone() : role.name;

/** A role with its colour and its icon. */
export function RoleBadge({ role }: { role: Pick<RoleDto, 'colour' | 'icon' | 'name' | 'isEveryone'> }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2">
      <RoleDot role={role} />
      {role.icon && <span aria-hidden>{role.icon}</span>}
      <bdi className="name">{roleName(role)}</bdi>
    </span>
  );
}
