import { m } from '#i18n';

const names: Record<string, () => string> = {
  'purge deleted text': m.job_deleted_text,
  'purge deleted channels': m.job_deleted_channels,
  'purge deleted accounts': m.job_deleted_accounts,
  'delete stale sessions': m.job_stale_sessions,
  'delete stale reset links': m.job_stale_resets,
  'purge audit entries': m.job_audit_entries,
  'end timeouts': m.job_timeouts,
  'purge held messages': m.job_held,
  'plan pushes': m.job_plan_pushes,
  'deliver pushes': m.job_deliver_pushes,
  'remind of saved': m.job_remind,
  'send scheduled': m.job_scheduled,
  'purge news': m.job_news,
  'purge reports': m.job_reports,
  'delete expired limits': m.job_expired_limits,
  'collect figures': m.job_collect,
  'roll up figures': m.job_roll_up,
  'forget gone replicas': m.job_gone_replicas,
};

/** What a chore does, in the visitor's language; one that has no words here yet has its own name. */
export const jobName = (name: string): string => names[name]?.() ?? name;
