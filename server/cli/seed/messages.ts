import type pg from 'pg';
import type { SeedChannel } from './community.ts';
import { makeTexts } from './texts.ts';

const textCount = 4096;

// Message n of a channel was edited when n leaves 5 over 37, deleted when 17 over 211, and answers an earlier one when
// 3 over 17. An edit or a deletion takes a version of its own, right after the message's.
const isEdited = (n: string) => `(${n} % 37 = 5)`;
const isDeleted = (n: string) => `(${n} % 211 = 17)`;
/** How many changes the first `n` messages of a channel had. */
const changesUpTo = (n: string) => `((${n} + 32) / 37 + (${n} + 194) / 211)`;
/** A number from 0 below the power of two, as good as random, for message `n`. */
const draw = (n: string, salt: number, below: number) => `(hashint8extended(${n}, ${salt}) & ${below - 1})`;

// Times run through the span evenly but for bursts of 16; most is written by few.
const insertMessages = `
  WITH made AS (
    SELECT n, $5::timestamptz + ($6::timestamptz - $5::timestamptz) * ((((n - $2 - 1) / 16) + power((((n - $2 - 1) % 16)::float8 / 16), 3)) / (($3 - $2) / 16 + 1)) AS at
      FROM generate_series($2::bigint + 1, $3::bigint) n),
  numbered AS (
    SELECT n, at, uuidv7(at - clock_timestamp()) AS id,
           $4::bigint + n - $2 + ${changesUpTo('(n - 1)')} - ${changesUpTo('$2')} AS seq FROM made),
  answering AS (
    SELECT *, CASE WHEN n % 17 = 3 THEN lag(id, (1 + n % 9)::int) OVER (ORDER BY n) END AS reply_to_id FROM numbered)
  INSERT INTO messages (id, channel_id, seq, version, ordinal, author_id, client_id, body, tree, reply_to_id, created_at, edited_at, deleted_at)
  SELECT m.id, $1, m.seq, m.seq + ${isEdited('m.n')}::int + ${isDeleted('m.n')}::int, m.n,
         ($7::uuid[])[1 + floor(cardinality($7::uuid[]) * power(${draw('m.n / (1 + m.n % 3)', 1, 65_536)} / 65536::float8, 3))::int],
         gen_random_uuid(),
         CASE WHEN ${isDeleted('m.n')} THEN ''
              WHEN a.plain AND b.plain AND m.n % 3 = 0 THEN a.body || ' ' || b.body
              WHEN a.plain AND m.n % 97 = 0 THEN a.body || ' Case ' || to_hex(m.n * 7919) || '.'
              ELSE a.body END,
         CASE WHEN ${isDeleted('m.n')} THEN NULL ELSE a.tree::jsonb END,
         m.reply_to_id,
         m.at,
         CASE WHEN ${isEdited('m.n')} THEN m.at + interval '20 seconds' END,
         CASE WHEN ${isDeleted('m.n')} THEN m.at + interval '40 seconds' END
    FROM answering m
    JOIN seed_texts a ON a.n = ${draw('m.n', 2, textCount)}
    JOIN seed_texts b ON b.n = ${draw('m.n', 3, textCount)}`;

const insertEdits = `
  INSERT INTO message_edits (id, message_id, body, edited_at)
  SELECT uuidv7(), m.id, left(m.body, 1 + length(m.body) / 2), m.edited_at
    FROM unnest($1::uuid[], $2::int[]) p(channel_id, version) JOIN messages m ON m.channel_id = p.channel_id AND m.seq > p.version
   WHERE m.edited_at IS NOT NULL AND m.deleted_at IS NULL`;

// Half of all have read everything, the others stopped somewhere, rather late than early.
const insertReads = `
  INSERT INTO read_states (account_id, channel_id, seq, ordinal)
  SELECT p.id, c.id, m.seq, m.ordinal FROM unnest($1::uuid[]) WITH ORDINALITY p(id, n)
   CROSS JOIN channels c
   CROSS JOIN LATERAL (
     SELECT seq, ordinal FROM messages m WHERE m.channel_id = c.id
        AND m.seq <= greatest(1, floor(c.version * (1 - CASE WHEN p.n % 2 = 0 THEN 0 ELSE power(${draw('p.n + c.position', 4, 1024)} / 1024::float8, 4) END)))::int
      ORDER BY m.seq DESC LIMIT 1) m
   WHERE c.id = ANY($2::uuid[]) ON CONFLICT DO NOTHING`;

/** Makes the texts known to this connection; they go with its transaction. */
export async function loadTexts(client: pg.Client): Promise<void> {
  const texts = makeTexts(textCount);
  await client.query(
    'CREATE TEMPORARY TABLE seed_texts (n bigint PRIMARY KEY, body text, tree text, plain boolean) ON COMMIT DROP',
  );
  await client.query(
    'INSERT INTO seed_texts SELECT n - 1, body, tree, plain FROM unnest($1::text[], $2::text[], $3::boolean[]) WITH ORDINALITY t(body, tree, plain, n)',
    [texts.map((text) => text.body), texts.map((text) => text.tree), texts.map((text) => text.plain)],
  );
  await client.query('ANALYZE seed_texts');
}

/**
 * Fills a channel up to `target` messages. Its counters, and those of its messages, stand as if each had been sent.
 * @returns how many were added
 */
export async function seedMessages(
  client: pg.Client,
  channel: SeedChannel,
  target: number,
  authorIds: string[],
): Promise<number> {
  if (target <= channel.posted) return 0;
  await client.query(insertMessages, [
    channel.id,
    channel.posted,
    target,
    channel.version,
    channel.newestAt,
    new Date(),
    authorIds,
  ]);
  await client.query(
    `UPDATE channels SET posted = $3::bigint, version = version + $3 - $2 + ${changesUpTo('$3')} - ${changesUpTo('$2::bigint')} WHERE id = $1`,
    [channel.id, channel.posted, target],
  );
  return target - channel.posted;
}

/** What messages said before they were edited, for all that came after the channels stood like this. */
export async function seedEdits(client: pg.Client, before: readonly SeedChannel[]): Promise<void> {
  await client.query(insertEdits, [
    before.map((channel) => channel.id),
    before.map((channel) => channel.version),
  ]);
}

/** Where those who had not read anything yet have got to. */
export async function seedReads(
  client: pg.Client,
  accountIds: string[],
  channelIds: string[],
): Promise<void> {
  await client.query(insertReads, [accountIds, channelIds]);
}

interface Definition {
  table: string;
  name: string;
  definition: string;
}

/**
 * Loads without foreign keys and secondary indexes, which row by row take two thirds of the time: they are dropped and
 * made again within the transaction, so that the database sorts and checks all rows at once at the end.
 */
export async function loadInBulk(client: pg.Client, load: () => Promise<void>): Promise<void> {
  await client.query(`SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '256MB'`);
  const keys = await client.query<Definition>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND 'messages'::regclass IN (conrelid, confrelid)`,
  );
  const indexes = await client.query<Definition>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = 'messages'::regclass AND NOT indisprimary`,
  );
  for (const { table, name } of keys.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  await load();
  for (const { definition } of indexes.rows) await client.query(definition);
  for (const { table, name, definition } of keys.rows)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
}
