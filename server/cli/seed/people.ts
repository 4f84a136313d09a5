import type pg from 'pg';
import { usernameSkeleton } from '#server/domains/accounts/index.ts';
import { newId } from '#server/platform/ids.ts';
import { firstNames, lastNames } from './words.ts';

/** What tells a seeded account from a person's: no mailbox can have such an address (RFC 2606). */
const seedDomain = '@seed.invalid';

/** Whose name to log in with. */
export const hostName = 'demo';

/** How many accounts on this instance are no seed's. */
export async function countRealPeople(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM accounts WHERE email_key IS NULL OR email_key NOT LIKE '%' || $1`,
    [seedDomain],
  );
  return rows[0]!.n;
}

/**
 * Brings the number of seeded accounts up to `count`, the host among them, and gives all of them the password.
 * @returns their ids, the host's first
 */
export async function seedPeople(client: pg.Client, count: number, passwordHash: string): Promise<string[]> {
  const seeded = `email_key LIKE '%' || $1`;
  const present = await client.query<{ id: string; username_skeleton: string; is_seed: boolean }>(
    `SELECT id, username_skeleton, coalesce(${seeded}, false) AS is_seed FROM accounts`,
    [seedDomain],
  );
  const have = present.rows.filter((row) => row.is_seed).length;
  const people = newPeople(count - have, new Set(present.rows.map((row) => row.username_skeleton)));
  await client.query(
    `INSERT INTO accounts (id, username, username_skeleton, display_name, email, email_key, password_hash, created_at)
     SELECT p.id, p.username, p.skeleton, p.display_name, p.username || $5, p.username || $5, $6, now() - interval '400 days' * (1 - ($7 + p.n) / 1e9)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY p(id, username, skeleton, display_name, n)`,
    [
      people.map((person) => person.id),
      people.map((person) => person.username),
      people.map((person) => person.skeleton),
      people.map((person) => person.displayName),
      seedDomain,
      passwordHash,
      // Those who come later are younger, however soon that is.
      have,
    ],
  );
  await client.query(`UPDATE accounts SET password_hash = $2 WHERE ${seeded}`, [seedDomain, passwordHash]);
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM accounts WHERE ${seeded} ORDER BY email_key <> $2 || $1, created_at, id LIMIT $3`,
    [seedDomain, hostName, count],
  );
  return rows.map((row) => row.id);
}

/** People whose names nobody has yet, the host first when they are missing. */
function newPeople(count: number, taken: Set<string>) {
  const people: { id: string; username: string; skeleton: string; displayName: string }[] = [];
  const add = (username: string, displayName: string) => {
    const skeleton = usernameSkeleton(username);
    if (people.length >= count || taken.has(skeleton)) return;
    taken.add(skeleton);
    people.push({ id: newId(), username, skeleton, displayName });
  };
  add(hostName, 'Demo Host');
  for (let n = 0; people.length < count; n += 1) {
    // The two lists have lengths without a common divisor here, so that all pairs come before one repeats.
    const first = firstNames[n % firstNames.length]!;
    const last = lastNames[Math.floor(n / firstNames.length + n) % lastNames.length]!;
    const round = Math.floor(n / (firstNames.length * lastNames.length));
    add(`${first}.${last}${round > 0 ? round + 1 : ''}`.toLowerCase(), `${first} ${last}`);
  }
  return people;
}
