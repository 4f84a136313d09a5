import type { ErrorDto } from '#contract/protocol';
import { m } from '#i18n';

/** What happened and what helps, of an error's code alone: all that the page of an error needs, which every page carries. */
export function codeText(error: ErrorDto): string {
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
