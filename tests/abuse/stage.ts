import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type App, type AppOptions, startApp } from '../support/app-process.ts';
import { HttpClient } from '../support/http-client.ts';
import { type SocketClient, asBrowser, connectSocket } from '../support/socket-client.ts';
import { type Person, type World, createWorld } from '../support/world.ts';

export interface Stage {
  /** The same services over the app's own database: makes people and places quickly. */
  world: World;
  app: App;
  owner: Person;
  member: Person;
  /** Has an account, and is in no community. */
  outsider: Person;
  communityId: string;
  /** Everybody in the community sees and writes here. */
  channelId: string;
  /** Only the owner sees this one. */
  hiddenId: string;
  /** A signed-in browser, or a visitor's. */
  browser: (person?: Person) => HttpClient;
  /** A client of the API with a token. */
  api: (person?: Person) => HttpClient;
  socket: (person: Person) => Promise<SocketClient>;
  /** One more account, with the same password and without the hashing that `world.person()` waits for. */
  person: (username?: string) => Promise<Person>;
  /** Denies everybody in the community the sight of a channel, at once. */
  hide: (channelId: string) => Promise<void>;
  /** The app lives and met nothing that it did not expect. */
  expectCalm: () => void;
  close: () => Promise<void>;
}

/** The app as a process, with a community of an owner and a member. Limits on messages are wide unless `env` says. */
export async function setStage(
  env: Record<string, string> = {},
  options: Partial<AppOptions> = {},
): Promise<Stage> {
  const world = await createWorld();
  const owner = await world.person();
  const member = await world.person();
  const outsider = await world.person();
  const { communityId, channelId } = await world.community(owner);
  await world.join(member, communityId);
  const place = { communityId, categoryId: null, name: 'hidden' };
  const { channelId: hiddenId } = await world.services.channels.createChannel(owner.ctx, place);
  const hide = async (channel: string) => {
    const everyone = await world.db.prisma.role.findFirstOrThrow({
      where: { communityId, isEveryone: true },
    });
    const data = {
      id: randomUUID(),
      channelId: channel,
      roleId: everyone.id,
      deny: ['channel.view'],
      allow: [],
    };
    await world.db.prisma.override.create({ data });
    await announceChange(world, communityId);
  };
  await hide(hiddenId);
  const app = await startApp({
    databaseUrl: world.databaseUrl,
    env: { HEARTH_MESSAGES_PER_SECOND: '100000', HEARTH_MESSAGES_BURST: '100000', ...env },
    ...options,
  });
  const clients: { close: () => void }[] = [];
  const kept = <C extends { close: () => void }>(client: C): C => {
    clients.push(client);
    return client;
  };
  const { passwordHash } = await world.db.prisma.account.findUniqueOrThrow({ where: { id: owner.id } });
  const person = async (username = `q${randomUUID().slice(-10)}`): Promise<Person> => {
    const { accounts } = world.services;
    const ctx = world.anonymous();
    const signedIn = await world.db.transaction(async (tx) => {
      const account = await accounts.createAccount(tx, {
        username,
        displayName: undefined,
        email: undefined,
        passwordHash,
        isAdmin: false,
      });
      return accounts.openSession(tx, ctx, account);
    });
    const actor = await accounts.resolveSession(signedIn.token, ctx);
    return { ctx: { ...ctx, actor }, id: signedIn.account.id, username, token: signedIn.token };
  };
  return {
    ...{ world, app, owner, member, outsider, communityId, channelId, hiddenId, hide, person },
    browser: (person) => kept(new HttpClient(app.url, { session: person?.token })),
    api: (person) => kept(new HttpClient(app.url, { ...(person && { bearer: person.token }) })),
    socket: async (person) => kept(await connectSocket(app.url, asBrowser(app.url, person.token))),
    expectCalm: () => {
      expect(app.exited()).toBeUndefined();
      expect(surprises(app.logs())).toEqual([]);
    },
    close: async () => {
      for (const client of clients) client.close();
      await app.stop();
      await world.close();
    },
  };
}

/** Tells the app what was changed behind its back, as another replica would. */
export async function announceChange(world: World, communityId: string): Promise<void> {
  const event = { from: 'test', name: 'community.changed', payload: { communityId } };
  await world.db.pool.query('SELECT pg_notify($1, $2)', ['hearth_events', JSON.stringify(event)]);
}

/** Lines of the log that report something unexpected. */
export const surprises = (logs: string): string[] =>
  logs.split('\n').filter((line) => /failed unexpectedly|Unhandled|"level":"(error|fatal)"/.test(line));
