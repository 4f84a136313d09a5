import { hash, verify } from '@node-rs/argon2';
import { Gate } from '#server/platform/gate.ts';

/** Argon2id: 64 MiB, two passes, one lane (OWASP asks for 46 MiB and one pass at least). */
const options = { algorithm: 2, memoryCost: 65_536, timeCost: 2, parallelism: 1 } as const;

// Two at a time bound the memory at 128 MiB; a storm of log-ins waits here and the chat goes on (S17).
const gate = new Gate(2, 200);

// Verified against when there is no such account, so that its absence takes the same time (S14).
const nobody = gate.run(() => hash('nobody has this password, and it opens nothing', options));

export const hashPassword = (password: string): Promise<string> => gate.run(() => hash(password, options));

/** Whether the password is the account's; for no account (`null`) the same work, and false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await nobody);
  const matches = await gate.run(() => verify(against, password).catch(() => false));
  return matches && passwordHash !== null;
}
