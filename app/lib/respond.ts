import { type RouterContextProvider, data, redirect } from 'react-router';
import type { ErrorDto } from '#contract/protocol';
import { errorStatus } from '#contract/protocol';
import type { RequestScope } from '#server/http/request-scope.ts';
import { scopeContext } from '../context.ts';
import { type FailedForm, type Form, readForm } from './forms.ts';
import { fieldTexts, problemText } from './problem-texts.ts';
import { loginAddress } from './redirects.ts';

interface Args {
  request: Request;
  context: Readonly<RouterContextProvider>;
}

/** The services' own failure, told by its name: its class lives in another bundle. */
interface Failure extends Error {
  toDto(): ErrorDto;
}

function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'AppError' && 'toDto' in error;
}

/** An answer thrown on purpose: a redirect, or a status with its data. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof Response ||
    (typeof error === 'object' && error !== null && 'init' in error && 'data' in error)
  );
}

function init(error: ErrorDto) {
  const headers =
    error.retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(error.retryAfter)) };
  return { status: errorStatus[error.code], headers };
}

/**
 * Does a loader's work. A service's failure becomes an answer with its status that the error page can read; being
 * signed out leads to the log-in page and back; anything unexpected is logged and shows only the request's id.
 */
export async function answer<T>(
  { request, context }: Args,
  work: (scope: RequestScope) => Promise<T>,
): Promise<T> {
  const scope = context.get(scopeContext);
  try {
    return await work(scope);
  } catch (error) {
    throw toAnswer(scope, request, error);
  }
}

/**
 * Does an action's work with the form that was posted. A service's failure comes back to the form as
 * {@link FailedForm}, with its status; the rest as in {@link answer}.
 */
export async function submit<T>(
  { request, context }: Args,
  work: (scope: RequestScope, form: Form) => Promise<T>,
): Promise<T | ReturnType<typeof data<FailedForm>>> {
  const scope = context.get(scopeContext);
  const form = await readForm(request);
  try {
    return await work(scope, form);
  } catch (error) {
    // A wrong password is UNAUTHENTICATED too, but has a reason and belongs to its form.
    if (!isFailure(error) || isSignedOut(error.toDto())) throw toAnswer(scope, request, error);
    const dto = error.toDto();
    return data(
      { error: dto, text: problemText(dto), problems: fieldTexts(dto.fields), values: form.values },
      init(dto),
    );
  }
}

function isSignedOut(error: ErrorDto): boolean {
  return error.code === 'UNAUTHENTICATED' && error.reason === undefined;
}

function toAnswer(scope: RequestScope, request: Request, error: unknown): unknown {
  if (isAnswer(error)) return error;
  if (isFailure(error)) {
    const dto = error.toDto();
    return isSignedOut(dto) ? redirect(loginAddress(request)) : data({ error: dto }, init(dto));
  }
  scope.reportError(error);
  const dto: ErrorDto = {
    code: 'INTERNAL',
    message: 'Something went wrong.',
    requestId: scope.ctx.requestId,
  };
  return data({ error: dto }, init(dto));
}

/** A page that is not there. To be thrown. */
export function missing() {
  const error: ErrorDto = { code: 'NOT_FOUND', message: 'There is nothing here.' };
  return data({ error }, init(error));
}
