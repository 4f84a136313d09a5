import type { Permission } from '#contract/permissions';
import { holdsAllOf, type CommunityView, type DirectoryRole } from '#server/domains/permissions/index.ts';
import { AppError } from '#server/platform/errors.ts';

/** Nobody gives what they lack. */
const beyond = () =>
  new AppError('FORBIDDEN', 'That would give more than you may do yourself.', { reason: 'role.beyond' });

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
