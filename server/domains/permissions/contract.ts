/** Permissions that hold for a whole community. */
export const communityPermissions = [
  'administrator',
  'community.manage',
  'role.manage',
  'channel.manage',
  'member.kick',
  'member.ban',
  'member.timeout',
  'nickname.change',
  'nickname.manage',
  'invite.create',
  'invite.manage',
  'report.review',
  'filter.manage',
  'audit.view',
] as const;

/** Permissions that a category or channel can allow or deny on top of the roles. */
export const channelPermissions = [
  'channel.view',
  'message.send',
  'message.manage',
  'message.pin',
  'message.attach',
  'message.embed',
  'message.react',
  'mention.everyone',
  'thread.create',
  'voice.join',
  'voice.speak',
  'voice.video',
  'voice.moderate',
] as const;

/** What remains to who is timed out: they read. */
export const timedOutPermissions: readonly Permission[] = ['channel.view'];
/** What a channel that is locked, or for announcements, leaves to who may manage messages there. */
export const writingPermissions: readonly ChannelPermission[] = ['message.send', 'thread.create'];

export type CommunityPermission = (typeof communityPermissions)[number];
export type ChannelPermission = (typeof channelPermissions)[number];

/** Named `noun.verb`; `administrator` stands for all of them. */
export type Permission = CommunityPermission | ChannelPermission;

export const allPermissions: readonly Permission[] = [...communityPermissions, ...channelPermissions];

/** What the everyone role of a new community may do. */
export const everyoneDefaults: readonly Permission[] = [
  'channel.view',
  'message.send',
  'message.attach',
  'message.embed',
  'message.react',
  'thread.create',
  'invite.create',
  'nickname.change',
  'voice.join',
  'voice.speak',
  'voice.video',
];

/** A role as every member of its community may know it. */
export interface RoleDto {
  id: string;
  name: string;
  colour: string | null;
  /** One emoji; empty: none. */
  icon: string;
  /** Higher outranks lower; everyone is 0. */
  position: number;
  isEveryone: boolean;
  /** Shown as a group of its own among the members. */
  hoist: boolean;
  mentionable: boolean;
}
