import { codeOf } from '#server/platform/ids.ts';
import { hashToken, sign } from '#server/platform/secrets.ts';
import type { SetupDeps } from './deps.ts';

/** A code is compared without regard to case, spaces and dashes. */
export const normalCode = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '');

/**
 * At start: gives an instance without an owner its one-time code, `HEARTH_SETUP_CODE` or one that follows from the
 * instance's secret, and returns it to be shown in the log; null when there is an owner already. Only its hash is stored.
 *
 * Every start and every replica with that secret comes to the same code, so none ends what began with another's; a
 * database that was made anew has another one.
 */
export async function prepareSetup(deps: SetupDeps): Promise<string | null> {
  const instance = await deps.store.find();
  if (instance.ownerId) return null;
  const began = await deps.store.createdAt();
  const own = codeOf(sign(deps.secret, 'setup-code', began.toISOString()));
  const code = deps.config.setupCode ?? [own.slice(0, 4), own.slice(4, 8), own.slice(8, 12)].join('-');
  await deps.store.setCode(hashToken(normalCode(code)));
  return code;
}
