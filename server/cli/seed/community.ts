import type pg from 'pg';
import { everyoneDefaults } from '#contract/permissions';
import { newId } from '#server/platform/ids.ts';

export interface SeedChannel {
  id: string;
  name: string;
  version: number;
  posted: number;
  /** When its newest message was sent; when it was made, if it has none. */
  newestAt: Date;
}

/** Makes the instance the host's when it is nobody's yet: the set-up wizard is then done. */
export async function claimInstance(client: pg.Client, hostId: string): Promise<void> {
  await client.query('INSERT INTO instance (id) VALUES (1) ON CONFLICT (id) DO NOTHING');
  const claimed = await client.query(
    'UPDATE instance SET owner_id = $1, set_up_at = now(), setup_code_hash = NULL WHERE id = 1 AND owner_id IS NULL',
    [hostId],
  );
  if (claimed.rowCount) await client.query('UPDATE accounts SET is_admin = true WHERE id = $1', [hostId]);
}

/** The host's community of this name with its everyone role; made when missing. */
export async function seedCommunity(client: pg.Client, hostId: string, name: string): Promise<string> {
  const found = await client.query<{ id: string }>(
    'SELECT id FROM communities WHERE owner_id = $1 AND name = $2 ORDER BY id LIMIT 1',
    [hostId, name],
  );
  if (found.rows[0]) return found.rows[0].id;
  const id = newId();
  await client.query(
    `INSERT INTO communities (id, name, colour, letter, owner_id, created_at)
     VALUES ($1, $2, 'moss', upper(left($2, 1)), $3, now() - interval '400 days')`,
    [id, name, hostId],
  );
  await client.query(
    `INSERT INTO roles (id, community_id, name, colour, position, is_everyone, permissions)
     VALUES ($1, $3, 'everyone', NULL, 0, true, $4), ($2, $3, 'Moderator', 'sky', 1, false, $5)`,
    [
      newId(),
      newId(),
      id,
      everyoneDefaults,
      ['message.manage', 'message.pin', 'invite.manage', 'audit.view'],
    ],
  );
  return id;
}

/** Makes members of all who are not, over the community's lifetime; one in fifty moderates. */
export async function seedMembers(
  client: pg.Client,
  communityId: string,
  accountIds: string[],
): Promise<void> {
  await client.query(
    `INSERT INTO members (community_id, account_id, joined_at)
     SELECT $1, p.id, now() - interval '400 days' * (1 - p.n / (cardinality($2::uuid[]) + 1.0))
       FROM unnest($2::uuid[]) WITH ORDINALITY p(id, n) ON CONFLICT DO NOTHING`,
    [communityId, accountIds],
  );
  await client.query(
    `INSERT INTO member_roles (community_id, account_id, role_id)
     SELECT $1, p.id, r.id FROM unnest($2::uuid[]) WITH ORDINALITY p(id, n)
       JOIN roles r ON r.community_id = $1 AND r.name = 'Moderator' WHERE p.n % 50 = 2 ON CONFLICT DO NOTHING`,
    [communityId, accountIds],
  );
}

/** The community's channels of these names, in this order; made when missing. */
export async function seedChannels(
  client: pg.Client,
  communityId: string,
  names: string[],
): Promise<SeedChannel[]> {
  await client.query(
    `INSERT INTO channels (id, community_id, name, topic, position, created_at)
     SELECT p.id, $1, p.name, 'Everything about ' || p.name || '.', p.n - 1, now() - interval '400 days'
       FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY p(id, name, n)
      WHERE NOT EXISTS (SELECT 1 FROM channels c WHERE c.community_id = $1 AND c.name = p.name)`,
    [communityId, names.map(() => newId()), names],
  );
  const { rows } = await client.query<SeedChannel>(
    `SELECT DISTINCT ON (p.n) c.id, c.name, c.version, c.posted,
            coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = c.id ORDER BY m.seq DESC LIMIT 1), c.created_at) AS "newestAt"
       FROM unnest($2::text[]) WITH ORDINALITY p(name, n)
       JOIN channels c ON c.community_id = $1 AND c.name = p.name ORDER BY p.n, c.id`,
    [communityId, names],
  );
  return rows;
}
