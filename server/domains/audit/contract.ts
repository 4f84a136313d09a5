/** Every administrative act that is recorded, `noun.verb`. The app has a sentence for each. */
export const auditActions = [
  // In a community.
  'community.update',
  'community.transfer',
  'community.rules',
  'channel.create',
  'channel.update',
  'channel.move',
  'channel.delete',
  'channel.lock',
  'category.create',
  'category.update',
  'category.move',
  'category.delete',
  'override.update',
  'channel.sync',
  'role.create',
  'role.update',
  'role.move',
  'role.delete',
  'member.roles',
  'member.nickname',
  'member.kick',
  'member.ban',
  'member.unban',
  'member.timeout',
  'member.timeout_end',
  'member.note',
  'invite.create',
  'invite.update',
  'invite.revoke',
  'invite.pause',
  'invite.resume',
  'join.settings',
  'join.approve',
  'join.refuse',
  'join.reopen',
  'message.delete',
  'message.bulk_delete',
  'message.restore',
  'message.pin',
  'message.unpin',
  'message.reactions_clear',
  'message.poll_end',
  'message.approve',
  'message.refuse',
  'report.resolve',
  'filter.create',
  'filter.update',
  'filter.delete',
  'guard.update',
  'guard.alarm',
  'guard.dismiss',
  // In the instance.
  'instance.update',
  'account.admin',
  'account.disable',
  'account.enable',
  'account.delete',
  'account.reset',
  'account.sessions',
  'account.approve',
  'account.refuse',
  'community.archive',
  'community.unarchive',
  'community.owner',
  'community.delete',
  'job.run',
] as const;
export type AuditAction = (typeof auditActions)[number];

export type AuditTargetKind =
  | 'community'
  | 'channel'
  | 'category'
  | 'role'
  | 'member'
  | 'invite'
  | 'message'
  | 'report'
  | 'filter'
  | 'account'
  | 'instance';

/** Values of fields before or after: texts, numbers, switches, lists of texts. */
export type AuditValues = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface AuditEntryDto {
  id: string;
  /** Null: the instance itself. `name` is that of the time of the act. */
  actor: { id: string; name: string } | null;
  action: AuditAction;
  target: { kind: AuditTargetKind; id: string | null; name: string } | null;
  /** Only the fields that changed. */
  before: AuditValues | null;
  after: AuditValues | null;
  reason: string;
  createdAt: string;
}

/** Somebody who acted in a log: to filter it by. */
export interface AuditActor {
  id: string;
  name: string;
}

/** The newest first; `next` asks for the following page, null at the end. */
export interface AuditPage {
  entries: AuditEntryDto[];
  next: string | null;
  /** Who acted in the last few thousand entries, by name. */
  actors: AuditActor[];
}

export const auditLimits = { pageSize: 50, reasonMax: 512 } as const;
