import { data, isRouteErrorResponse } from 'react-router';
import { m } from '#i18n';
import type { FailedForm } from './forms.ts';

/** Whether what a request threw came from the instance (a redirect, a refusal). Else nothing, or nobody of ours, answered. */
export function isAnswered(error: unknown): boolean {
  return error instanceof Response || isRouteErrorResponse(error);
}

/**
 * For a `clientAction`: what does not reach the instance comes back to its form as any other failure does, so that the
 * page stays and what was typed can be sent again.
 */
export async function orUnreachable<T>(serverAction: () => Promise<T>) {
  try {
    return await serverAction();
  } catch (error) {
    if (isAnswered(error)) throw error;
    const failed: FailedForm = {
      error: { code: 'UNAVAILABLE', message: 'Not reached.' },
      text: m.chat_unreachable(),
      problems: {},
      values: {},
    };
    // The status keeps the router from loading the page anew, which would not get through either.
    return data(failed, { status: 503 });
  }
}
