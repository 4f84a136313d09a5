import { Authenticator } from 'remix-auth';
import { FormStrategy } from 'remix-auth-form';
import type { Ctx } from '#server/platform/context.ts';
import { parseInput } from '#server/platform/input.ts';
import type { AccountDeps } from './deps.ts';
import { logInInput } from './input.ts';
import { logIn } from './log-in.ts';
import type { SignedIn } from './open-session.ts';

/**
 * Signs in from a log-in form through remix-auth, where other ways in (OIDC, passkeys) will be strategies beside this
 * one. A strategy sees only the request, while limits count by the caller's network: so it is made for each call.
 */
export async function authenticatePassword(deps: AccountDeps, ctx: Ctx, request: Request): Promise<SignedIn> {
  const authenticator = new Authenticator<SignedIn>();
  authenticator.use(
    new FormStrategy(({ form }) =>
      logIn(
        deps,
        ctx,
        parseInput(logInInput, {
          login: form.get('login') ?? undefined,
          password: form.get('password') ?? undefined,
        }),
      ),
    ),
    'password',
  );
  return authenticator.authenticate('password', request);
}
