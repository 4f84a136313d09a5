import { randomUUID } from 'node:crypto';
import { type Ctx, requireUser } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { TestGateway } from '../support/gateway.ts';
import { Recorder } from '../support/recorder.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, testPassword } from '../support/world.ts';

/** What the page is about: Noor's session in a small community, and what others do meanwhile. */
export interface Story {
  /** Of Noor's, in another session than the page's. */
  token: string;
  happens: (what: string) => Promise<void>;
  /** What has not happened. */
  left: () => string[];
  close: () => void;
}

export async function prepareStory(world: World, server: TestGateway): Promise<Story> {
  const { channels, communities, messages } = world.services;
  const aleks = await register(world, 'aleks', 'Aleks');
  const noor = await register(world, 'noor', 'Noor');
  const made = await communities.createCommunity(aleks.ctx, {
    name: 'Millbrook Makers',
    colour: 'ember',
    letter: 'MM',
    template: 'empty',
  });
  const { communityId } = made;
  const general = made.channelId!;
  const { categoryId } = await channels.createCategory(aleks.ctx, { communityId, name: 'Workshop' });
  const place = { communityId, categoryId, name: 'pottery', topic: 'Clay, glazes, the kiln' };
  const { channelId: pottery } = await channels.createChannel(aleks.ctx, place);

  /** Sees everything from a server that has caught up: what it has seen comes to nobody later. */
  const observer = await Recorder.connect(server.url, aleks);
  const joins = async () => {
    const updates = () => observer.events('community.updated').map(({ payload }) => payload.community);
    const before = updates().length;
    await world.join(noor, communityId);
    await waitFor(() => updates().slice(before).at(-1)?.memberCount === 2, { message: 'the new member' });
  };
  await joins();
  const kiln = await messages.sendMessage(aleks.ctx, {
    channelId: general,
    clientId: randomUUID(),
    body: 'The kiln is **on**.',
  });

  const counted = (channelId: string, version: number) =>
    waitFor(() => observer.state.get().counters[channelId]!.version >= version, { message: 'the counters' });

  let groupId = '';
  let forumId = '';
  let postId = '';
  const events: Record<string, () => Promise<unknown>> = {
    'aleks edits his message': async () => {
      const { version } = await server.services.messages.editMessage(aleks.ctx, {
        messageId: kiln.id,
        body: 'The kiln is hot.',
      });
      await counted(general, version);
    },
    'two hundred and one messages are written in pottery': () =>
      Promise.all(Array.from({ length: 201 }, () => world.send(aleks, pottery))),
    'aleks writes in pottery': () =>
      server.services.messages.sendMessage(aleks.ctx, {
        channelId: pottery,
        clientId: randomUUID(),
        body: 'hello',
      }),
    'aleks names noor in pottery': () =>
      server.services.messages.sendMessage(aleks.ctx, {
        channelId: pottery,
        clientId: randomUUID(),
        body: '@noor the wheel is free',
      }),
    'aleks takes the reactions from his message': () =>
      server.services.reactions.clearReactions(aleks.ctx, { messageId: kiln.id }),
    'noor schedules a message on another device': () =>
      server.services.scheduled.scheduleMessage(noor.ctx, {
        ...{ channelId: pottery, clientId: randomUUID(), body: 'The kiln is cold.' },
        sendAt: new Date(Date.now() + 86_400_000).toISOString(),
      }),
    'aleks is typing in general': () =>
      server.services.channels.noteTyping(aleks.ctx, { channelId: general }),
    'aleks does not want to be disturbed': async () => {
      const { presence } = server.services;
      await presence.setStatus(aleks.ctx, { emoji: '🎧', text: 'Throwing pots', seconds: null });
      await presence.chooseState(aleks.ctx, { state: 'dnd' });
    },
    'aleks sets the topic of general': () =>
      channels.updateChannel(aleks.ctx, { channelId: general, topic: 'Everything else' }),
    'the database restarts': () =>
      world.db.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hearth-listen' AND datname = current_database()`,
      ),
    'aleks asks noor to be friends, who accepts': async () => {
      const { friends } = server.services;
      await friends.requestFriend(aleks.ctx, { username: 'noor' });
      await friends.acceptFriend(noor.ctx, { accountId: aleks.id });
    },
    'aleks makes a group with noor': async () => {
      const group = { memberIds: [noor.id], name: 'Kiln watch' };
      groupId = (await server.services.conversations.createGroup(aleks.ctx, group)).id;
    },
    'aleks reads what noor wrote in the group': async () => {
      const { seq } = await world.send(noor, groupId, 'The kiln is at 1200');
      await server.services.channels.markRead(aleks.ctx, { channelId: groupId, seq });
    },
    'aleks makes a forum, and noor writes the first post': async () => {
      const questions = { communityId, categoryId: null, name: 'questions', kind: 'forum' } as const;
      ({ channelId: forumId } = await server.services.channels.createChannel(aleks.ctx, questions));
      const post = {
        channelId: forumId,
        clientId: randomUUID(),
        title: 'Which cone?',
        body: 'For stoneware.',
      };
      ({
        thread: { id: postId },
      } = await server.services.forums.createPost(noor.ctx, post));
    },
    'aleks deletes the post, and then the forum': async () => {
      await server.services.forums.deletePost(aleks.ctx, { threadId: postId, reason: 'Asked before' });
      await server.services.channels.deleteChannel(aleks.ctx, { channelId: forumId });
    },
    'aleks removes noor from the group': () =>
      server.services.conversations.removeMember(aleks.ctx, {
        conversationId: groupId,
        accountId: noor.id,
      }),
    'noor takes a nickname': () =>
      server.services.members.setNickname(noor.ctx, {
        communityId,
        accountId: noor.id,
        nickname: 'Noor the potter',
      }),
    'noor leaves the community': () => communities.leaveCommunity(noor.ctx, { communityId }),
    'noor comes back': joins,
    'noor writes faster than the limit': () => writeUntilRefused(server, noor.ctx, pottery),
  };
  const left = new Set(Object.keys(events));
  return {
    token: noor.token,
    happens: async (what) => {
      const event = events[what];
      if (!event) throw new Error(`The test does not know what it is that "${what}".`);
      left.delete(what);
      await event();
    },
    left: () => [...left],
    close: () => observer.disconnect(),
  };
}

async function register({ services, anonymous }: World, username: string, displayName: string) {
  const { token } = await services.accounts.register(anonymous(), {
    username,
    displayName,
    password: testPassword,
  });
  const actor = await services.accounts.resolveSession(token, { network: '', userAgent: '' });
  const ctx: Ctx = { ...anonymous(), actor };
  return { ctx, id: requireUser(ctx).account.id, username, token };
}

async function writeUntilRefused({ services }: TestGateway, ctx: Ctx, channelId: string): Promise<void> {
  for (;;) {
    try {
      await services.messages.sendMessage(ctx, { channelId, clientId: randomUUID(), body: 'quick' });
    } catch (error) {
      if (error instanceof AppError && error.code === 'RATE_LIMITED') return;
      throw error;
    }
  }
}
