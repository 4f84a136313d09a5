import { allPermissions, type Permission } from './contract.ts';

/** What a role or member may do differently in one place. */
export interface OverrideRule {
  allow: readonly Permission[];
  deny: readonly Permission[];
}

export interface PermissionRole {
  id: string;
  permissions: readonly Permission[];
}

/** The overrides of one category or channel. */
export interface OverrideSet {
  everyone: OverrideRule | undefined;
  /** By role id. */
  roles: ReadonlyMap<string, OverrideRule>;
  /** By account id. */
  members: ReadonlyMap<string, OverrideRule>;
}

export interface PermissionSubject {
  accountId: string;
  isOwner: boolean;
  /** The member's own roles, everyone not among them. */
  roles: readonly PermissionRole[];
}

const all: ReadonlySet<Permission> = new Set(allPermissions);
const none: ReadonlySet<Permission> = new Set();

/**
 * The one place where permissions are computed.
 *
 * Base = everyone's and all one's roles' permissions together. `administrator` and the owner have everything. In a
 * channel one override set applies (its category's when synced, else its own) in this order: everyone's denies then
 * allows, the denies of all roles, then their allows, the member's denies then allows. Without `channel.view` there,
 * nothing remains.
 *
 * @param place the override set of the channel asked about; undefined asks about the community as a whole
 */
export function effectivePermissions(
  subject: PermissionSubject,
  everyone: PermissionRole,
  place?: OverrideSet,
): ReadonlySet<Permission> {
  if (subject.isOwner) return all;
  const granted = new Set<Permission>(everyone.permissions);
  for (const role of subject.roles) for (const permission of role.permissions) granted.add(permission);
  if (granted.has('administrator')) return all;
  if (!place) return granted;

  const apply = (rules: (OverrideRule | undefined)[]) => {
    for (const rule of rules) for (const permission of rule?.deny ?? []) granted.delete(permission);
    for (const rule of rules) for (const permission of rule?.allow ?? []) granted.add(permission);
  };
  apply([place.everyone]);
  apply(subject.roles.map((role) => place.roles.get(role.id)));
  apply([place.members.get(subject.accountId)]);
  // An override cannot make an administrator: that would reach past the channel it stands in.
  granted.delete('administrator');
  return granted.has('channel.view') ? granted : none;
}
