import { RouterContextProvider } from 'react-router';
import { describe, expect, it } from 'vitest';
import type { ErrorDto } from '#contract/protocol';
import type { RequestScope } from '#server/http/request-scope.ts';
import { scopeContext } from '../context.ts';
import { answer, missing, submit } from './respond.ts';

/** As the services throw it: another bundle's class, known by its name. */
function failure(dto: ErrorDto): Error {
  return Object.assign(new Error(dto.message), { name: 'AppError', toDto: () => dto });
}

function call(body?: URLSearchParams) {
  const reported: unknown[] = [];
  const context = new RouterContextProvider();
  const scope = { ctx: { requestId: 'r-1' }, reportError: (error: unknown) => reported.push(error) };
  context.set(scopeContext, scope as unknown as RequestScope);
  const request = new Request('http://localhost/c/1?x=2', body ? { method: 'POST', body } : {});
  return { args: { request, context }, reported };
}

const thrown = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('Nothing was thrown'),
    (error: unknown) => error,
  );

describe('answer', () => {
  it('gives what the work gives', async () => {
    expect(await answer(call().args, async ({ ctx }) => ctx.requestId)).toBe('r-1');
  });

  it('turns a failure into its status, with when to come back', async () => {
    const { args, reported } = call();
    const error = await thrown(
      answer(args, () => Promise.reject(failure({ code: 'UNAVAILABLE', message: 'Busy.', retryAfter: 2.5 }))),
    );
    expect(error).toMatchObject({
      data: { error: { code: 'UNAVAILABLE' } },
      init: { status: 503, headers: { 'Retry-After': '3' } },
    });
    expect(reported).toEqual([]);
  });

  it('leads the signed-out to the log-in page and back', async () => {
    const error = await thrown(
      answer(call().args, () => Promise.reject(failure({ code: 'UNAUTHENTICATED', message: '' }))),
    );
    expect(error).toBeInstanceOf(Response);
    expect((error as Response).headers.get('location')).toBe(
      `/login?redirectTo=${encodeURIComponent('/c/1?x=2')}`,
    );
  });

  it('logs what nobody expected, and shows nothing of it but the id', async () => {
    const { args, reported } = call();
    const bug = new Error('relation "accounts" does not exist');
    const error = await thrown(answer(args, () => Promise.reject(bug)));
    expect(reported).toEqual([bug]);
    expect(JSON.stringify(error)).not.toContain('accounts');
    expect(error).toMatchObject({
      data: { error: { code: 'INTERNAL', requestId: 'r-1' } },
      init: { status: 500 },
    });
  });

  it('lets through what was thrown on purpose', async () => {
    const gone = missing();
    expect(await thrown(answer(call().args, () => Promise.reject(gone)))).toBe(gone);
  });
});

describe('submit', () => {
  it('brings a failure back to its form: the texts, and what was typed but for secrets', async () => {
    const { args } = call(new URLSearchParams({ username: 'a', password: 'secret' }));
    const result = await submit(args, () =>
      Promise.reject(failure({ code: 'INVALID', message: '', fields: { username: 'too_short' } })),
    );
    expect(result).toMatchObject({
      data: { values: { username: 'a' }, problems: { username: 'That is too short.' } },
      init: { status: 400 },
    });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it('keeps a wrong password at its form, though its code is that of the signed-out', async () => {
    const { args } = call(new URLSearchParams({ login: 'a' }));
    const result = await submit(args, () =>
      Promise.reject(failure({ code: 'UNAUTHENTICATED', message: '', reason: 'login.failed' })),
    );
    expect(result).toMatchObject({ data: { error: { reason: 'login.failed' } }, init: { status: 401 } });
  });
});
