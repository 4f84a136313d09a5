import type { Permission } from '#contract/permissions';
import { m } from '#i18n';

export interface PermissionText {
  name: () => string;
  /** What it lets people do, where the name does not say it all. */
  note?: () => string;
}

export const permissionTexts: Readonly<Record<Permission, PermissionText>> = {
  administrator: { name: m.perm_administrator, note: m.perm_administrator_note },
  'community.manage': { name: m.perm_community_manage, note: m.perm_community_manage_note },
  'role.manage': { name: m.perm_role_manage, note: m.perm_role_manage_note },
  'channel.manage': { name: m.perm_channel_manage, note: m.perm_channel_manage_note },
  'audit.view': { name: m.perm_audit_view, note: m.perm_audit_view_note },
  'member.kick': { name: m.perm_member_kick, note: m.perm_member_kick_note },
  'member.ban': { name: m.perm_member_ban, note: m.perm_member_ban_note },
  'member.timeout': { name: m.perm_member_timeout, note: m.perm_member_timeout_note },
  'nickname.change': { name: m.perm_nickname_change, note: m.perm_nickname_change_note },
  'nickname.manage': { name: m.perm_nickname_manage, note: m.perm_nickname_manage_note },
  'invite.create': { name: m.perm_invite_create, note: m.perm_invite_create_note },
  'invite.manage': { name: m.perm_invite_manage, note: m.perm_invite_manage_note },
  'report.review': { name: m.perm_report_review, note: m.perm_report_review_note },
  'filter.manage': { name: m.perm_filter_manage, note: m.perm_filter_manage_note },
  'channel.view': { name: m.perm_channel_view, note: m.perm_channel_view_note },
  'message.send': { name: m.perm_message_send },
  'message.manage': { name: m.perm_message_manage, note: m.perm_message_manage_note },
  'message.pin': { name: m.perm_message_pin, note: m.perm_message_pin_note },
  'message.attach': { name: m.perm_message_attach, note: m.perm_message_attach_note },
  'message.embed': { name: m.perm_message_embed, note: m.perm_message_embed_note },
  'message.react': { name: m.perm_message_react, note: m.perm_message_react_note },
  'mention.everyone': { name: m.perm_mention_everyone, note: m.perm_mention_everyone_note },
  'thread.create': { name: m.perm_thread_create, note: m.perm_thread_create_note },
  'voice.join': { name: m.perm_voice_join, note: m.perm_voice_join_note },
  'voice.speak': { name: m.perm_voice_speak },
  'voice.video': { name: m.perm_voice_video, note: m.perm_voice_video_note },
  'voice.moderate': { name: m.perm_voice_moderate, note: m.perm_voice_moderate_note },
};

export interface PermissionGroup {
  key: string;
  title: () => string;
  permissions: readonly Permission[];
}

/** In the order in which people are shown them. */
export const permissionGroups: readonly PermissionGroup[] = [
  {
    key: 'community',
    title: m.perm_group_community,
    permissions: ['administrator', 'community.manage', 'role.manage', 'channel.manage', 'audit.view'],
  },
  {
    key: 'members',
    title: m.perm_group_members,
    permissions: [
      'invite.create',
      'invite.manage',
      'nickname.change',
      'nickname.manage',
      'member.timeout',
      'member.kick',
      'member.ban',
      'report.review',
      'filter.manage',
    ],
  },
  {
    key: 'text',
    title: m.perm_group_text,
    permissions: [
      'channel.view',
      'message.send',
      'message.react',
      'message.attach',
      'message.embed',
      'thread.create',
      'mention.everyone',
      'message.pin',
      'message.manage',
    ],
  },
  {
    key: 'voice',
    title: m.perm_group_voice,
    permissions: ['voice.join', 'voice.speak', 'voice.video', 'voice.moderate'],
  },
];
