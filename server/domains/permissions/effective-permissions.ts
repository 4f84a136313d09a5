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

/** What decides whether somebody has a permission: the last rule that had a say. Roles and members by their ids. */
export type DecidingRule =
  /** No role gives it. */
  | { kind: 'nothing' }
  | { kind: 'owner' }
  | { kind: 'administrator'; roleId: string }
  | { kind: 'role'; roleId: string }
  | { kind: 'override'; holder: 'role' | 'member'; holderId: string; effect: 'allow' | 'deny' }
  /** Without `channel.view` nothing else remains. */
  | { kind: 'hidden' }
  | { kind: 'timeout' }
  | { kind: 'read-only' };

export interface Verdict {
  granted: boolean;
  by: DecidingRule;
}

/** Hears of each rule that has a say, in the order in which they are applied: the last one of a permission decides. */
type Witness = (permissions: Iterable<Permission>, granted: boolean, by: DecidingRule) => void;

const all: ReadonlySet<Permission> = new Set(allPermissions);
const none: ReadonlySet<Permission> = new Set();
const reading: ReadonlySet<Permission> = new Set(timedOutPermissions);
const nonReading = allPermissions.filter((permission) => !reading.has(permission));

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
 * @param witness hears why; the hot path has none
 */
export function effectivePermissions(
  subject: PermissionSubject,
  everyone: PermissionRole,
  place?: PermissionPlace,
  witness?: Witness,
): ReadonlySet<Permission> {
  if (subject.isOwner) {
    witness?.(all, true, { kind: 'owner' });
    return all;
  }
  const granted = new Set<Permission>();
  for (const role of [everyone, ...subject.roles]) {
    witness?.(
      role.permissions.filter((each) => !granted.has(each)),
      true,
      { kind: 'role', roleId: role.id },
    );
    for (const permission of role.permissions) granted.add(permission);
  }
  if (granted.has('administrator')) {
    if (witness) {
      const role = [everyone, ...subject.roles].find((each) => each.permissions.includes('administrator'));
      witness(all, true, { kind: 'administrator', roleId: role?.id ?? '' });
    }
    if (!subject.isTimedOut) return all;
    witness?.(nonReading, false, { kind: 'timeout' });
    return reading;
  }
  if (!place) {
    if (!subject.isTimedOut) return granted;
    witness?.(nonReading, false, { kind: 'timeout' });
    return only(granted, timedOutPermissions);
  }

  const apply = (
    holder: 'role' | 'member',
    rules: readonly (readonly [string, OverrideRule | undefined])[],
  ) => {
    for (const effect of ['deny', 'allow'] as const)
      for (const [holderId, rule] of rules) {
        if (!rule) continue;
        witness?.(rule[effect], effect === 'allow', { kind: 'override', holder, holderId, effect });
        for (const permission of rule[effect])
          if (effect === 'allow') granted.add(permission);
          else granted.delete(permission);
      }
  };
  const { overrides } = place;
  apply('role', [[everyone.id, overrides.everyone]]);
  apply(
    'role',
    subject.roles.map((role) => [role.id, overrides.roles.get(role.id)]),
  );
  apply('member', [[subject.accountId, overrides.members.get(subject.accountId)]]);
  // An override cannot make an administrator: that would reach past the channel it stands in.
  granted.delete('administrator');
  witness?.(['administrator'], false, { kind: 'nothing' });
  if (!granted.has('channel.view')) {
    witness?.(
      allPermissions.filter((permission) => permission !== 'channel.view'),
      false,
      { kind: 'hidden' },
    );
    return none;
  }
  if (subject.isTimedOut) {
    witness?.(nonReading, false, { kind: 'timeout' });
    return only(granted, timedOutPermissions);
  }
  if (place.isReadOnly && !granted.has('message.manage')) {
    witness?.(writingPermissions, false, { kind: 'read-only' });
    for (const permission of writingPermissions) granted.delete(permission);
  }
  return granted;
}

/** For each permission whether {@link effectivePermissions} has it, and the rule that decides it. */
export function explainPermissions(
  subject: PermissionSubject,
  everyone: PermissionRole,
  place?: PermissionPlace,
): ReadonlyMap<Permission, Verdict> {
  const verdicts = new Map<Permission, Verdict>(
    allPermissions.map((permission) => [permission, { granted: false, by: { kind: 'nothing' } }]),
  );
  effectivePermissions(subject, everyone, place, (permissions, granted, by) => {
    for (const permission of permissions) {
      // What nobody had given needs no other reason.
      const known = verdicts.get(permission);
      const isMoot = !granted && known?.granted === false && by.kind !== 'override' && by.kind !== 'hidden';
      if (!isMoot) verdicts.set(permission, { granted, by });
    }
  });
  return verdicts;
}
