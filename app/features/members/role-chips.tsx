import type { RoleDto } from '#contract/permissions';
import { m } from '#i18n';
import { accentOf, rolesAmong } from './names.ts';

/** A member's roles, each in its colour, the highest first. */
export function RoleChips({ roles, roleIds }: { roles: readonly RoleDto[]; roleIds: readonly string[] }) {
  const held = rolesAmong(roles, roleIds);
  if (held.length === 0) return <span className="text-faint">{m.people_roles_none()}</span>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {held.map((role) => {
        const accent = accentOf(role);
        return (
          <li
            key={role.id}
            {...(accent && { 'data-accent': accent })}
            className="flex max-w-full items-center gap-1.5 rounded-full bg-hover px-2.5 py-0.5 text-small"
          >
            {role.icon === '' ? (
              <span
                aria-hidden
                className={`size-2 flex-none rounded-full ${accent ? 'bg-accent' : 'bg-edge'}`}
              />
            ) : (
              <span aria-hidden>{role.icon}</span>
            )}
            <bdi className="truncate">{role.name}</bdi>
          </li>
        );
      })}
    </ul>
  );
}
