import type { CommunityDto } from '#contract/communities';
import type { Permission } from '#contract/permissions';

const any: ReadonlySet<Permission> = new Set<Permission>([
  'community.manage',
  'role.manage',
  'invite.manage',
  'member.kick',
  'member.ban',
  'member.timeout',
  'nickname.manage',
  'filter.manage',
  'report.review',
  'audit.view',
]);

/** The settings hold more for the viewer than a look at the community. */
export const managesCommunity = ({ permissions }: Pick<CommunityDto, 'permissions'>): boolean =>
  permissions.some((permission) => any.has(permission));
