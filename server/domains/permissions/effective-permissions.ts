import { allPermissions, timedOutPermissions, writingPermissions, type Permission } from './contract.ts';

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

/** Where one asks: a channel, or a category as its synced channels have it. */
export interface PermissionPlace {
  overrides: OverrideSet;
  /** Locked, or for announcements: only who may manage messages writes. */
  isReadOnly: boolean;
}

export interface PermissionSubject {
  accountId: string;
  isOwner: boolean;
  isTimedOut: boolean;
  /** The member's own roles, everyone not among them. */
  roles: readonly PermissionRole[];
}

const all: ReadonlySet<Permission> = new Set(allPermissions);
const none: ReadonlySet<Permission> = new Set();
const reading: ReadonlySet<Permission> = new Set(timedOutPermissions);

const only = (granted: ReadonlySet<Permission>, those: readonly Permission[]): ReadonlySet<Permission> =>
  new Set(those.filter((permission) => granted.has(permission)));

/**
 * The one place where permissions are computed.
 *
 * Base = everyone's and all one's roles' permissions together. `administrator` and the owner have everything. In a
 * channel one override set applies (its category's when synced, else its own) in this order: everyone's denies then
 * allows, the denies of all roles, then their allows, the member's denies then allows. Without `channel.view` there,
 * nothing remains. Of a read-only channel, who may not manage messages keeps all but the writing; who is timed out keeps
 * the reading alone, administrators too.
 *
 * @param place the channel asked about; undefined asks about the community as a whole
 */
export function effectivePermissions(
  subject: PermissionSubject,
  everyone: PermissionRole,
  place?: PermissionPlace,
): ReadonlySet<Permission> {
  if (subject.isOwner) return all;
  const granted = new Set<Permission>(everyone.permissions);
  for (const role of subject.roles) for (const permission of role.permissions) granted.add(permission);
  if (granted.has('administrator')) return subject.isTimedOut ? reading : all;
  if (!place) return subject.isTimedOut ? only(granted, timedOutPermissions) : granted;
  const { overrides } = place;

  const apply = (rules: (OverrideRule | undefined)[]) => {
    for (const rule of rules) for (const permission of rule?.deny ?? []) granted.delete(permission);
    for (const rule of rules) for (const permission of rule?.allow ?? []) granted.add(permission);
  };
  apply([overrides.everyone]);
  apply(subject.roles.map((role) => overrides.roles.get(role.id)));
  apply([overrides.members.get(subject.accountId)]);
  // An override cannot make an administrator: that would reach past the channel it stands in.
  granted.delete('administrator');
  if (!granted.has('channel.view')) return none;
  if (subject.isTimedOut) return only(granted, timedOutPermissions);
  if (place.isReadOnly && !granted.has('message.manage'))
    for (const permission of writingPermissions) granted.delete(permission);
  return granted;
}
