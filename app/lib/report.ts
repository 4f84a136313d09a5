import type { RequestScope } from '#server/http/request-scope.ts';

/** Logs what nobody expected, under the request's id. */
export function report(scope: RequestScope, error: unknown): void {
  (scope as RequestScope & { reportError?: (error: unknown) => void }).reportError?.(error);
}
