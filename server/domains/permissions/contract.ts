/** Permissions that hold for a whole community. */
export const communityPermissions = [
  'administrator',
  'community.manage',
  'role.manage',
  'channel.manage',
  'member.kick',
  'member.ban',
  'member.timeout',
  'invite.create',
  'invite.manage',
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
  'voice.join',
  'voice.speak',
  'voice.video',
];
