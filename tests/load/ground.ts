import pg from 'pg';
import { seed, type Seeded } from '../../server/cli/seed/plan.ts';
import { newId } from '../../server/platform/ids.ts';
import { migrate } from '../../server/platform/migrate.ts';
import { hashToken, newToken } from '../../server/platform/secrets.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';

/** Where a bench takes place: a database server with full durability, a seeded community and a session for each member. */
export interface Ground {
  cluster: Cluster;
  databaseUrl: string;
  /** For a reference: a database of its own on the same server. */
  referenceUrl: string;
  tokens: string[];
  /** By name, those of `channels` and the empty `work-1` … `work-10`. */
  channelId: (name: string) => string;
  query: <Row extends object>(text: string, values: unknown[]) => Promise<Row[]>;
  stop: () => Promise<void>;
}

const members = 1000;
export const workChannels = Array.from({ length: 10 }, (_, n) => `work-${n + 1}`);

export async function prepareGround(channels: Record<string, number>): Promise<Ground> {
  const cluster = await startCluster();
  const databaseUrl = cluster.url();
  await migrate(databaseUrl, 'prisma/migrations');
  const plan = { ...channels, ...Object.fromEntries(workChannels.map((name) => [name, 0])) };
  const seeded = await seed(databaseUrl, {
    community: 'Bench',
    members,
    channels: Object.entries(plan).map(([name, messages]) => ({ name, messages })),
    passwordHash: 'nobody logs in',
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('CREATE DATABASE reference TEMPLATE template0');
  const tokens = await openSessions(client, seeded);
  await client.query('CHECKPOINT');
  await client.end();
  return {
    cluster,
    databaseUrl,
    referenceUrl: cluster.url('reference'),
    tokens,
    channelId: (name) => seeded.channels.find((channel) => channel.name === name)!.id,
    query: async <Row extends object>(text: string, values: unknown[]) => {
      const asking = new pg.Client({ connectionString: databaseUrl });
      await asking.connect();
      try {
        return (await asking.query<Row & pg.QueryResultRow>(text, values)).rows;
      } finally {
        await asking.end();
      }
    },
    stop: () => cluster.stop(),
  };
}

/** As a log-in would, without a thousand passwords to hash. */
async function openSessions(client: pg.Client, { accountIds }: Seeded): Promise<string[]> {
  const tokens = accountIds.map(() => newToken());
  await client.query(
    `INSERT INTO sessions (id, account_id, token_hash, kind, expires_at)
     SELECT id, account_id, token_hash, 'bearer', now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) s(id, account_id, token_hash)`,
    [accountIds.map(() => newId()), accountIds, tokens.map(hashToken)],
  );
  return tokens;
}
