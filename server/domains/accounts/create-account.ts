import type { JoinInput } from '#server/domains/invites/index.ts';
import type { ViewerDto } from './contract.ts';
import type { Tx } from '#server/platform/database.ts';
import { uniqueViolation } from '#server/platform/database-errors.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { NewAccount } from './input.ts';
import type { Store } from './store.ts';

/**
 * Adds an account within `tx`; the password is hashed before, outside the transaction. Names are unique by their
 * skeleton, e-mails whatever their case: the database decides, so two at once cannot both win.
 *
 * @throws {AppError} CONFLICT naming the field that is taken
 */
export async function createAccount(
  deps: { store: Store },
  tx: Tx,
  input: Pick<NewAccount, 'username' | 'displayName' | 'email'> & {
    passwordHash: string;
    isAdmin: boolean;
    /** It waits for an administrator, having come by this invite, or none. */
    waiting?: { since: Date; inviteCode: string | null; join: JoinInput };
  },
): Promise<ViewerDto> {
  try {
    return await deps.store.insertAccount(tx, {
      id: newId(),
      username: input.username,
      displayName: input.displayName ?? input.username,
      email: input.email ?? null,
      passwordHash: input.passwordHash,
      isAdmin: input.isAdmin,
      createdAt: new Date(),
      waitingSince: input.waiting?.since ?? null,
      waitingInvite: input.waiting?.inviteCode ?? null,
      ...(input.waiting && { waitingJoin: input.waiting.join }),
    });
  } catch (error) {
    const violated = uniqueViolation(error);
    if (!violated) throw error;
    const field = violated.includes('email') ? 'email' : 'username';
    throw new AppError(
      'CONFLICT',
      field === 'email'
        ? 'That e-mail address is already in use.'
        : 'That name is taken, or too like another.',
      { fields: { [field]: 'taken' } },
    );
  }
}
