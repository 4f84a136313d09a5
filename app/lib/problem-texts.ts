import { accountLimits } from '#contract/accounts';
import type { ErrorDto, ErrorReason, FieldProblem } from '#contract/protocol';
import { m } from '#i18n';
import { sentence } from './problems.ts';

// Chosen on the server, where the form was judged: none of these texts travels to a browser that does not need it.
const reasons: Partial<Record<ErrorReason, () => string>> = {
  'login.failed': m.problem_login_failed,
  'password.wrong': m.problem_password_wrong,
  'registration.closed': m.problem_registration_closed,
  'setup.code_wrong': m.problem_setup_code_wrong,
  'setup.taken': m.problem_setup_taken,
  'invite.gone': m.problem_invite_gone,
  'invite.paused': m.problem_invite_paused,
  'join.refused': m.problem_join_refused,
  'join.questions_changed': m.problem_questions_changed,
  'community.owner_cannot_leave': m.problem_owner_cannot_leave,
  'community.creation_closed': m.problem_creation_closed,
  'held.author_gone': m.problem_held_author_gone,
  'moderation.decided': m.problem_decided,
  'scheduled.sending': m.problem_scheduled_sending,
  'origin.refused': m.problem_origin_refused,
  'role.beyond': m.problem_role_beyond,
  'role.everyone': m.problem_role_everyone,
  'override.locks_out': m.problem_override_locks_out,
  'member.banned': m.problem_member_banned,
  'registration.off': m.problem_registration_off,
  'account.waiting': m.problem_account_waiting,
  'account.owns_communities': m.problem_owns_communities,
  'admin.last': m.problem_admin_last,
  'admin.self': m.problem_admin_self,
  'reset.gone': m.problem_reset_gone,
  'community.not_archived': m.problem_not_archived,
  'confirm.differs': m.problem_confirm_differs,
  'community.owner_no_member': m.problem_owner_no_member,
  'search.too_broad': m.problem_search_too_broad,
  'person.unknown': m.problem_person_unknown,
  'person.blocked': m.problem_person_blocked,
};

/** What happened and what helps, in the visitor's language: as {@link sentence}, with the reasons of every form. */
export function problemText(error: ErrorDto): string {
  return (error.reason && reasons[error.reason]?.()) ?? sentence(error);
}

const general: Record<FieldProblem, () => string> = {
  required: m.field_required,
  too_short: m.field_too_short,
  too_long: m.field_too_long,
  invalid: m.field_invalid,
  taken: m.field_taken,
  unknown_field: m.field_invalid,
  wrong: m.field_wrong,
};

const shortPassword = () => m.field_password_short({ count: accountLimits.passwordMin });

const particular: Record<string, Partial<Record<FieldProblem, () => string>>> = {
  username: { taken: m.field_username_taken, invalid: m.field_username_invalid },
  email: { taken: m.field_email_taken, invalid: m.field_email_invalid },
  password: { too_short: shortPassword },
  newPassword: { too_short: shortPassword },
  currentPassword: { wrong: m.problem_password_wrong },
  emailPassword: { wrong: m.problem_password_wrong },
  code: { wrong: m.problem_setup_code_wrong },
  acceptsRules: { required: m.field_rules_required },
  vanity: { taken: m.field_vanity_taken, invalid: m.field_vanity_invalid },
  emoji: { invalid: m.status_emoji_wrong },
  timeZone: { invalid: m.profile_zone_wrong },
  maxUses: { invalid: m.field_max_uses_invalid },
  confirm: { wrong: m.problem_confirm_differs },
  remindAt: { invalid: m.later_time_wrong, required: m.later_time_wrong },
  sendAt: { invalid: m.later_time_wrong, required: m.later_time_wrong },
};

/** What was wrong with each field. */
export function fieldTexts(fields: Record<string, FieldProblem> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, problem]) => [
      name,
      (particular[name]?.[problem] ?? general[problem])(),
    ]),
  );
}
