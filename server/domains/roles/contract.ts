import type { ChannelDto, CategoryDto } from '#contract/channels';
import type { CommunityColour } from '#contract/communities';
import { everyoneDefaults, type Permission, type RoleDto } from '#contract/permissions';

export const roleLimits = {
  nameMax: 48,
  /** In a community, everyone's among them. */
  rolesMax: 250,
  /** Members that one call gives a role or takes it from. */
  bulkMax: 100,
  /** Members that one answer lists. */
  memberPage: 100,
} as const;

export const rolePresetNames = ['admin', 'moderator', 'member', 'guest'] as const;
export type RolePresetName = (typeof rolePresetNames)[number];

export interface RolePreset {
  /** As the English templates name it; the app has a name in every language. */
  name: string;
  colour: CommunityColour | null;
  hoist: boolean;
  permissions: readonly Permission[];
}

/** Ready-made roles, the highest first: what the templates of communities and the page for a new role start from. */
export const rolePresets: Readonly<Record<RolePresetName, RolePreset>> = {
  admin: { name: 'Admin', colour: 'ember', hoist: true, permissions: ['administrator'] },
  moderator: {
    name: 'Moderator',
    colour: 'sky',
    hoist: true,
    permissions: [
      'member.kick',
      'member.ban',
      'member.timeout',
      'nickname.manage',
      'message.manage',
      'message.pin',
      'invite.manage',
      'mention.everyone',
      'report.review',
      'filter.manage',
      'voice.moderate',
      'audit.view',
    ],
  },
  member: { name: 'Member', colour: null, hoist: false, permissions: everyoneDefaults },
  guest: {
    name: 'Guest',
    colour: null,
    hoist: false,
    permissions: ['channel.view', 'message.send', 'message.react', 'voice.join', 'voice.speak'],
  },
};

/** A role with what it lets people do: for who may manage roles. */
export interface RoleDetails extends RoleDto {
  permissions: Permission[];
  memberCount: number;
  /** Below the viewer: they may change and delete it, and move it among such. */
  isBelow: boolean;
  /** The viewer may give it to a member who ranks below them. */
  mayHandOut: boolean;
}

export interface RoleList {
  /** The highest first, everyone last. */
  roles: RoleDetails[];
  owner: RoleMember;
  /** What the viewer holds, and so may give to others. */
  held: Permission[];
}

/** Somebody to whom roles are given. */
export interface RoleMember {
  id: string;
  username: string;
  /** As the community knows them. */
  name: string;
  /** Ranks below the viewer, or is the viewer. */
  isBelow: boolean;
}

export interface RoleMembers {
  members: RoleMember[];
  /** There are more than one answer lists: a search finds them. */
  more: boolean;
}

export interface MemberRoles {
  member: RoleMember;
  /** Everyone's is not among them. `mayChange`: the viewer may give it to this member, or take it away. */
  roles: (RoleDto & { has: boolean; mayChange: boolean })[];
}

/** Why somebody has a permission or not, with the names as they are. */
export type Reason =
  | { kind: 'nothing' | 'owner' | 'hidden' | 'timeout' | 'read-only' }
  | { kind: 'administrator' | 'role'; role: string; isEveryone: boolean }
  | {
      kind: 'override';
      holder: 'everyone' | 'role' | 'member';
      /** Of the role; empty for a member, who is the one that was asked about. */
      name: string;
      effect: 'allow' | 'deny';
      place: 'channel' | 'category';
      placeName: string;
    };

export interface ExplainedPermission {
  permission: Permission;
  granted: boolean;
  reason: Reason;
}

export interface Explanation {
  member: RoleMember;
  /** Those of the community, and those of the channel when one was named. */
  permissions: ExplainedPermission[];
}

/** The community as somebody sees it who has one role and no other; of the channels only those that the viewer sees. */
export interface RoleView {
  role: RoleDto;
  permissions: Permission[];
  categories: CategoryDto[];
  channels: ChannelDto[];
}
