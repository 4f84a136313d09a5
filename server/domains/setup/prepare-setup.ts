import { newCode } from '#server/platform/ids.ts';
import { hashToken } from '#server/platform/secrets.ts';
import type { SetupDeps } from './deps.ts';

/** A code is compared without regard to case, spaces and dashes. */
export const normalCode = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '');

/**
 * At start: gives an instance without an owner its one-time code, `HEARTH_SETUP_CODE` or a new random one, and returns
 * it to be shown in the log; null when there is an owner already. Only its hash is stored.
 */
export async function prepareSetup(deps: SetupDeps): Promise<string | null> {
  const instance = await deps.store.find();
  if (instance.ownerId) return null;
  const random = newCode(12);
  const code = deps.config.setupCode ?? `${random.slice(0, 4)}-${random.slice(4, 8)}-${random.slice(8)}`;
  await deps.store.setCode(new Uint8Array(hashToken(normalCode(code))));
  return code;
}
