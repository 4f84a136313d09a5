import { randomBytes, randomUUID } from 'node:crypto';
import type { MessageDto } from '#contract/messages';
import type { ThreadDto } from '#contract/threads';
import type { FriendEvents } from '#contract/friends';
import type { ChannelEvents } from '#contract/channels';
import type { MentionNote } from '#server/domains/messages/index.ts';
import type { NewPoll, PollChange, PollOfMessage } from '#contract/polls';
import type { ReactionChange, ReactionsCleared } from '#contract/reactions';
import { Bus, type SharedEvents } from '#server/platform/bus.ts';
import { readConfig } from '#server/platform/config.ts';
import { requireUser, type Actor, type Ctx } from '#server/platform/context.ts';
import { Database } from '#server/platform/database.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createServices, type Services } from '#server/services.ts';
import { createTestDatabase } from './database.ts';

export const testPassword = 'correct horse battery';

/** What domains told the real-time layer, in order. */
export interface Told {
  created: MessageDto[];
  updated: MessageDto[];
  mentioned: MentionNote[];
  unmarked: { accountId: string; event: ChannelEvents['channel.mentions'] }[];
  polls: { change: PollChange; own: { accountId: string; poll: PollOfMessage } | undefined }[];
  reactions: (ReactionChange | ReactionsCleared)[];
  /** Channels of which more changed than was told. */
  moved: string[];
  read: { accountId: string; event: ChannelEvents['channel.read'] }[];
  seen: { accountIds: readonly string[]; event: ChannelEvents['channel.seen'] }[];
  typing: ChannelEvents['channel.typing'][];
  threads: { thread: ThreadDto; followers: string[] }[];
  related: { accountId: string; event: FriendEvents['relation.updated'] }[];
  changed: string[];
  ended: SharedEvents['sessions.ended'][];
}

/** A signed-in person: every use case takes `ctx`. */
export interface Person {
  ctx: Ctx;
  id: string;
  username: string;
  token: string;
}

export interface World {
  services: Services;
  db: Database;
  databaseUrl: string;
  told: Told;
  /** Lets time pass for the services; the database's own clock stays. */
  advance: (ms: number) => void;
  /** An account made in the open, signed in. */
  person: (name?: string) => Promise<Person>;
  /** A community of `owner`'s with the empty template: everyone may view and send in its one channel. */
  community: (owner: Person, template?: string) => Promise<{ communityId: string; channelId: string }>;
  join: (person: Person, communityId: string) => Promise<void>;
  send: (
    person: Person,
    channelId: string,
    body?: string,
    more?: { replyToId?: string; clientId?: string; poll?: NewPoll },
  ) => Promise<MessageDto>;
  /** A call from nobody, out of a network of its own. */
  anonymous: () => Ctx;
  close: () => Promise<void>;
}

/**
 * The real services over a real database of their own, without HTTP and sockets. Limits are wide unless `env` narrows
 * them; set-up is done. A migrated database can be given as HEARTH_DATABASE_URL, and stays when the world ends.
 */
export async function createWorld(env: Record<string, string> = {}): Promise<World> {
  const given = env['HEARTH_DATABASE_URL'];
  const database = given ? { url: given, drop: async () => {} } : await createTestDatabase();
  const config = readConfig({
    HEARTH_DATABASE_URL: database.url,
    HEARTH_LOG_LEVEL: 'silent',
    HEARTH_MESSAGES_PER_SECOND: '100000',
    HEARTH_MESSAGES_BURST: '100000',
    ...env,
  });
  const log = createLogger(config);
  const db = new Database(config, log);
  const bus = new Bus(config, db, log);
  await bus.start();
  const told: Told = {
    threads: [],
    created: [],
    updated: [],
    polls: [],
    reactions: [],
    mentioned: [],
    unmarked: [],
    moved: [],
    read: [],
    seen: [],
    typing: [],
    related: [],
    changed: [],
    ended: [],
  };
  bus.on('community.changed', ({ communityId }) => told.changed.push(communityId));
  bus.on('sessions.ended', (event) => told.ended.push(event));
  let offset = 0;
  const services = createServices(
    {
      config,
      secret: randomBytes(32).toString('hex'),
      clock: { now: () => new Date(Date.now() + offset) },
      log,
      db,
      bus,
    },
    {
      notifications: { unmarked: (accountId, event) => void told.unmarked.push({ accountId, event }) },
      channels: {
        read: (accountId, event) => void told.read.push({ accountId, event }),
        seen: (accountIds, event) => void told.seen.push({ accountIds, event }),
        typing: (event) => void told.typing.push(event),
      },
      friends: { related: (accountId, event) => void told.related.push({ accountId, event }) },
      threads: {
        updated: (thread, followers) => void told.threads.push({ thread, followers: [...followers] }),
        begun: () => undefined,
        removed: () => undefined,
        followed: () => undefined,
      },
      messages: {
        created: (messages, reads) => {
          told.created.push(...messages);
          told.read.push(...reads);
        },
        updated: (message) => void told.updated.push(message),
        mentioned: (notes) => void told.mentioned.push(...notes),
        moved: (channelId) => void told.moved.push(channelId),
      },
      polls: {
        changed: (change, _posted, own) => void told.polls.push({ change, own }),
      },
      reactions: {
        changed: (change) => void told.reactions.push(change),
        cleared: (cleared) => void told.reactions.push(cleared),
        moved: (channelId) => void told.moved.push(channelId),
      },
    },
  );
  const ctxOf = (actor: Actor): Ctx => ({
    actor,
    via: 'socket',
    requestId: randomUUID(),
    network: `10.${randomBytes(3).join('.')}`,
    userAgent: 'test',
  });
  const instance = { id: 1, registration: 'open', setUpAt: new Date() };
  await db.prisma.instance.upsert({ where: { id: 1 }, create: instance, update: {} });

  const world: World = {
    services,
    db,
    databaseUrl: database.url,
    told,
    advance: (ms) => void (offset += ms),
    async person(name = `p${randomBytes(5).toString('hex')}`) {
      const signedIn = await services.accounts.register(ctxOf({ kind: 'anonymous' }), {
        username: name,
        password: testPassword,
      });
      const actor = await services.accounts.resolveSession(signedIn.token, { network: '', userAgent: '' });
      const ctx = ctxOf(actor);
      return { ctx, id: requireUser(ctx).account.id, username: name, token: signedIn.token };
    },
    async community(owner, template = 'empty') {
      const { communityId, channelId } = await services.communities.createCommunity(owner.ctx, {
        name: 'Test',
        colour: 'moss',
        letter: 'T',
        template,
      });
      return { communityId, channelId: channelId! };
    },
    async join(person, communityId) {
      const view = await services.directory.community(communityId);
      const owner = await db.prisma.account.findUniqueOrThrow({ where: { id: view!.ownerId } });
      const invite = await services.invites.createInvite(
        ctxOf({ kind: 'user', sessionId: randomUUID(), account: { ...owner } }),
        { communityId, maxUses: 1 },
      );
      await services.invites.acceptInvite(person.ctx, { code: invite.code });
    },
    send: (person, channelId, body = 'hello', more = {}) =>
      services.messages.sendMessage(person.ctx, { channelId, clientId: randomUUID(), body, ...more }),
    anonymous: () => ctxOf({ kind: 'anonymous' }),
    async close() {
      await bus.close();
      await db.close();
      await database.drop();
    },
  };
  return world;
}
