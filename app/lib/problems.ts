import type { ErrorDto } from '#contract/protocol';
import { m } from '#i18n';

/**
 * What happened and what helps, in the visitor's language: for failures that a browser meets on its own, over the socket
 * or the network. Forms get their texts with the answer, see problem-texts.ts.
 */
export function sentence(error: ErrorDto): string {
  if (error.reason === 'limit.reached') return m.problem_limit_reached();
  if (error.reason === 'message.undo_expired') return m.problem_undo_expired();
  if (error.reason === 'reply.gone') return m.problem_reply_gone();
  if (error.reason === 'account.other') return m.problem_account_other();
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
