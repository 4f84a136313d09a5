import { accountLimits } from '#contract/accounts';
import type { ErrorDto, ErrorReason, FieldProblem } from '#contract/protocol';
import { m } from '#i18n';

const reasons: Record<ErrorReason, () => string> = {
  'login.failed': m.problem_login_failed,
  'password.wrong': m.problem_password_wrong,
  'registration.closed': m.problem_registration_closed,
  'setup.code_wrong': m.problem_setup_code_wrong,
  'setup.taken': m.problem_setup_taken,
  'invite.gone': m.problem_invite_gone,
  'community.owner_cannot_leave': m.problem_owner_cannot_leave,
  'community.creation_closed': m.problem_creation_closed,
  'category.not_empty': m.problem_category_not_empty,
  'limit.reached': m.problem_limit_reached,
  'message.undo_expired': m.problem_undo_expired,
  'origin.refused': m.problem_origin_refused,
};

/** What happened and what helps, in the visitor's language. */
export function sentence(error: ErrorDto): string {
  const known = error.reason && reasons[error.reason];
  if (known) return known();
  switch (error.code) {
    case 'RATE_LIMITED':
      return m.problem_rate_limited({ seconds: Math.max(1, Math.ceil(error.retryAfter ?? 60)) });
    case 'FORBIDDEN':
      return m.problem_forbidden();
    case 'NOT_FOUND':
      return m.problem_not_found();
    case 'UNAVAILABLE':
      return m.problem_unavailable();
    case 'TOO_LARGE':
      return m.problem_too_large();
    case 'UNAUTHENTICATED':
      return m.problem_signed_out();
    case 'INVALID':
    case 'CONFLICT':
      return m.problem_invalid();
    default:
      return m.problem_internal();
  }
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

const particular: Record<string, Partial<Record<FieldProblem, () => string>>> = {
  username: { taken: m.field_username_taken, invalid: m.field_username_invalid },
  email: { taken: m.field_email_taken, invalid: m.field_email_invalid },
  password: { too_short: () => m.field_password_short({ count: accountLimits.passwordMin }) },
  newPassword: { too_short: () => m.field_password_short({ count: accountLimits.passwordMin }) },
  currentPassword: { wrong: m.problem_password_wrong },
  code: { wrong: m.problem_setup_code_wrong },
};

/** What was wrong with one field. */
export function fieldSentence(field: string, problem: FieldProblem): string {
  return (particular[field]?.[problem] ?? general[problem])();
}
