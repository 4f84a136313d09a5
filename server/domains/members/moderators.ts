import type { Permission } from '#contract/permissions';
import type { CommunityGrant } from '#server/domains/channels/index.ts';
import { forbidden } from '#server/platform/errors.ts';

const moderating: readonly Permission[] = ['member.kick', 'member.ban', 'member.timeout'];
const managing: readonly Permission[] = [...moderating, 'role.manage', 'nickname.manage'];

const hasAny = ({ permissions }: CommunityGrant, some: readonly Permission[]): boolean =>
  some.some((permission) => permissions.has(permission));

/** Whether one may read and write what moderators know about people. */
export const isModerator = (grant: CommunityGrant): boolean => hasAny(grant, moderating);

/** @throws {AppError} FORBIDDEN for who is no moderator */
export function requireModerator(grant: CommunityGrant): void {
  if (!isModerator(grant)) throw forbidden();
}

/** @throws {AppError} FORBIDDEN for who may do nothing to anybody */
export function requireManager(grant: CommunityGrant): void {
  if (!hasAny(grant, managing)) throw forbidden();
}
