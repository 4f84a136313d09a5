import { createHash, randomBytes } from 'node:crypto';
import type { Permission } from '#contract/permissions';
import { newId } from '#server/platform/ids.ts';
import { migrate } from '#server/platform/migrate.ts';
import { type App, type AppOptions, startApp } from './app-process.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { Recorder } from './recorder.ts';
import { type Person, type World, createWorld } from './world.ts';

/** A database server of its own with a community in it, and as many app processes on it as the test starts. */
export interface Stage {
  cluster: Cluster;
  databaseUrl: string;
  /** The services in the test's own process, on the same database: a person at the command line. */
  world: World;
  owner: Person;
  communityId: string;
  /** A new channel where everybody may write: each test has its own. */
  channel: () => Promise<string>;
  /** Starts an app process; it ends with the stage. */
  start: (options?: Partial<AppOptions>) => Promise<App>;
  /** Starts two replicas that know of each other, behind a sticky balancer. */
  startReplicas: (options?: Partial<AppOptions>) => Promise<{ apps: [App, App]; balancer: Balancer }>;
  /** A new member of the community. */
  member: () => Promise<Person>;
  /** A client that has the channel open; of a new member, unless somebody is named. */
  client: (url: string, channelId: string, person?: Person) => Promise<Recorder>;
  /** Everything ends, in order. */
  close: () => Promise<void>;
}

/** Sets the stage for a fault test. Limits on messages are wide; what one test changes no other sees. */
export async function startStage(): Promise<Stage> {
  const cluster = await startCluster();
  const databaseUrl = cluster.url();
  await migrate(databaseUrl, 'prisma/migrations');
  const world = await createWorld({ HEARTH_DATABASE_URL: databaseUrl });
  const owner = await world.person();
  const { communityId } = await world.community(owner);
  const apps: App[] = [];
  const balancers: Balancer[] = [];
  const recorders: Recorder[] = [];

  const stage: Stage = {
    cluster,
    databaseUrl,
    world,
    owner,
    communityId,
    channel: async () => {
      const input = { communityId, categoryId: null, name: randomBytes(6).toString('hex') };
      return (await world.services.channels.createChannel(owner.ctx, input)).channelId;
    },
    start: async ({ env, ...options } = {}) => {
      const app = await startApp({
        databaseUrl,
        env: { HEARTH_MESSAGES_PER_SECOND: '10000', HEARTH_MESSAGES_BURST: '10000', ...env },
        ...options,
      });
      apps.push(app);
      return app;
    },
    startReplicas: async (options) => {
      const started = await Promise.all([1, 2].map(() => stage.start({ cluster: true, ...options })));
      const balancer = await startBalancer(started.map((app) => app.port));
      balancers.push(balancer);
      return { apps: [started[0]!, started[1]!], balancer };
    },
    member: async () => {
      const person = await world.person();
      await world.join(person, communityId);
      return person;
    },
    client: async (url, channelId, person) => {
      const recorder = await Recorder.connect(url, person ?? (await stage.member()));
      recorders.push(recorder);
      await recorder.open(channelId);
      return recorder;
    },
    close: async () => {
      for (const recorder of recorders) recorder.disconnect();
      await Promise.all(balancers.map((balancer) => balancer.close()));
      await Promise.all(apps.map((app) => app.stop()));
      await world.close();
      await cluster.stop();
    },
  };
  return stage;
}

/**
 * Denies something in a channel to everybody but the owner, with the event that its commit sends to all replicas.
 *
 * @param first a statement before it, in the same transaction
 */
export async function denyEveryone(
  { world, communityId }: Pick<Stage, 'world' | 'communityId'>,
  channelId: string,
  deny: Permission[],
  first?: string,
): Promise<void> {
  const event = { from: 'test', name: 'community.changed', payload: { communityId } };
  const client = await world.db.pool.connect();
  try {
    await client.query('BEGIN');
    if (first) await client.query(first);
    await client.query(
      `WITH own AS (UPDATE channels SET synced = false WHERE id = $1 RETURNING community_id)
       INSERT INTO overrides (id, channel_id, role_id, allow, deny)
       SELECT $2, $1, r.id, '{}', $3 FROM roles r JOIN own ON own.community_id = r.community_id WHERE r.is_everyone
       ON CONFLICT (channel_id, role_id) DO UPDATE SET deny = excluded.deny`,
      [channelId, newId(), deny],
    );
    await client.query("SELECT pg_notify('hearth_events', $1)", [JSON.stringify(event)]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** Many members at once, signed in, without the cost of a password each. */
export async function addCrowd(
  { world, communityId }: Pick<Stage, 'world' | 'communityId'>,
  count: number,
): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, n) => ({
    id: newId(),
    username: `crowd${n}`,
    token: randomBytes(32).toString('base64url'),
  }));
  await world.db.pool.query(
    `WITH people AS (
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[]) p(id, name, token_hash, session_id)),
      accounts AS (
        INSERT INTO accounts (id, username, username_skeleton, display_name, password_hash)
        SELECT id, name, name, name, '' FROM people RETURNING id),
      members AS (INSERT INTO members (community_id, account_id) SELECT $5, id FROM accounts)
     INSERT INTO sessions (id, account_id, token_hash, kind, expires_at)
     SELECT session_id, id, token_hash, 'bearer', now() + interval '1 day' FROM people`,
    [
      people.map((person) => person.id),
      people.map((person) => person.username),
      people.map((person) => createHash('sha256').update(person.token).digest()),
      people.map(() => newId()),
      communityId,
    ],
  );
  return people.map((person) => ({ ...person, ctx: world.anonymous() }));
}
