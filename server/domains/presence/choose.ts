import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError } from '#server/platform/errors.ts';
import { type Choice, presentOwn } from './choice.ts';
import type { ChosenState, OwnPresenceDto } from './contract.ts';
import type { PresenceDeps } from './deps.ts';
import type { SetStatusInput } from './input.ts';

/**
 * Chooses how the viewer is seen, on all their devices, until they choose anew.
 * @throws {AppError} RATE_LIMITED
 */
export const chooseState = (
  deps: PresenceDeps,
  ctx: Ctx,
  { state }: { state: ChosenState },
): Promise<OwnPresenceDto> =>
  change(deps, ctx, (tx, accountId) => deps.store.setChosen(tx, accountId, state));

/**
 * Sets the viewer's custom status, or takes it away when both its emoji and its text are empty.
 * @throws {AppError} RATE_LIMITED
 */
export function setStatus(
  deps: PresenceDeps,
  ctx: Ctx,
  { emoji, text, seconds }: SetStatusInput,
): Promise<OwnPresenceDto> {
  const isNone = emoji === '' && text === '';
  const endsAt = seconds === null || isNone ? null : new Date(deps.clock.now().getTime() + seconds * 1000);
  return change(deps, ctx, (tx, accountId) => deps.store.setStatus(tx, accountId, { emoji, text }, endsAt));
}

async function change(
  deps: PresenceDeps,
  ctx: Ctx,
  write: (tx: Tx, accountId: string) => Promise<Choice>,
): Promise<OwnPresenceDto> {
  const { account } = requireUser(ctx);
  const wait = deps.changes.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You change that faster than others can follow.', {
      retryAfter: Math.ceil(wait),
    });
  const choice = await deps.bus.transaction(async (tx, publish) => {
    const written = await write(tx, account.id);
    await publish('presence.chosen', { accountId: account.id, choice: written });
    return written;
  });
  return presentOwn(choice, deps.clock.now());
}
