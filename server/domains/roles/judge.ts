import type { Permission } from '#contract/permissions';
import type { CommunityView, DirectoryRole } from '#server/domains/permissions/index.ts';
import { AppError } from '#server/platform/errors.ts';

/** Nobody gives what they lack. */
const beyond = () =>
  new AppError('FORBIDDEN', 'That would give more than you may do yourself.', { reason: 'role.beyond' });

/**
 * Whether `accountId` holds everything that a role gives by itself, and everything that it says in a channel or a
 * category: its allows for who hands it out, its denies for who takes it away.
 */
export function holdsAllOf(
  view: CommunityView,
  accountId: string,
  role: DirectoryRole,
  act: 'give' | 'take',
): boolean {
  const held = view.permissionsOf(accountId);
  // An administrator needs no look at each channel.
  if (held.has('administrator')) return true;
  if (act === 'give' && !role.permissions.every((permission) => held.has(permission))) return false;
  const says = (placeId: string) =>
    view.overridesOf(placeId).roles.get(role.id)?.[act === 'give' ? 'allow' : 'deny'] ?? [];
  const places = [
    ...[...view.channels.keys()].map((id) => [says(id), () => view.permissionsOf(accountId, id)] as const),
    ...view.categories.map(({ id }) => [says(id), () => view.permissionsInCategory(accountId, id)] as const),
  ];
  return places.every(([said, heldThere]) => {
    if (said.length === 0) return true;
    const there = heldThere();
    return said.every((permission) => there.has(permission));
  });
}

/** @throws {AppError} FORBIDDEN role.beyond */
export function requireHolding(
  view: CommunityView,
  accountId: string,
  role: DirectoryRole,
  act: 'give' | 'take',
): void {
  if (!holdsAllOf(view, accountId, role, act)) throw beyond();
}

/** Both giving and taking away are for who holds the permission. @throws {AppError} FORBIDDEN role.beyond */
export function requirePermissions(held: ReadonlySet<Permission>, changed: Iterable<Permission>): void {
  for (const permission of changed) if (!held.has(permission)) throw beyond();
}

/** Everyone's role is not named, moved, handed out or deleted. @throws {AppError} CONFLICT role.everyone */
export function requireOwnRole(role: DirectoryRole): void {
  if (role.isEveryone)
    throw new AppError('CONFLICT', 'Everybody has this role, and it stays as it is.', {
      reason: 'role.everyone',
    });
}
