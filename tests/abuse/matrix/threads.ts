import type { Action, Scene } from './action.ts';

/** A thread at the message, of its owner's: straight into the database, as nobody may begin so many. */
async function makeThread({ stage, things: { communityId, channelId, messageId } }: Scene): Promise<string> {
  const id = crypto.randomUUID();
  const { pool } = stage.world.db;
  await pool.query(
    `INSERT INTO channels (id, community_id, parent_id, root_id, created_by, kind, name, position) VALUES ($1, $2, $3, $4, $5, 'thread', 'Thread', 0)`,
    [id, communityId, channelId, messageId, stage.owner.id],
  );
  return id;
}

/** A message of the owner's in such a thread, which asks something; it has the thread's id. */
async function makeReply(scene: Scene): Promise<string> {
  const id = await makeThread(scene);
  const { pool } = scene.stage.world.db;
  await pool.query(
    `INSERT INTO messages (id, channel_id, seq, version, ordinal, author_id, client_id, body) VALUES ($1, $1, 1, 1, 1, $2, $1, 'Which?')`,
    [id, scene.stage.owner.id],
  );
  await pool.query('UPDATE channels SET version = 1, posted = 1 WHERE id = $1', [id]);
  const poll = { answers: ['Red', 'Blue'], votes: [0, 0], multiple: false, anonymous: false };
  await scene.stage.world.db.prisma.poll.create({ data: { messageId: id, ...poll } });
  return id;
}

export const threadActions: Action[] = [
  {
    useCase: 'reactions.addReaction',
    needs: 'message.react',
    prepare: makeReply,
    view: ({ communityId, channelId, madeId }) =>
      `/c/${communityId}/${channelId}/t/${madeId}/${madeId}/reactions`,
    page: ({ communityId, channelId, madeId }) => ({
      path: `/c/${communityId}/${channelId}/t/${madeId}/${madeId}/reactions`,
      fields: { intent: 'add 👍' },
    }),
  },
  {
    useCase: 'polls.votePoll',
    needs: 'message.react',
    prepare: makeReply,
    view: ({ communityId, channelId, madeId }) => `/c/${communityId}/${channelId}/t/${madeId}/${madeId}/poll`,
    page: ({ communityId, channelId, madeId }) => ({
      path: `/c/${communityId}/${channelId}/t/${madeId}/${madeId}/poll`,
      fields: { intent: 'vote 1' },
    }),
  },
  {
    useCase: 'threads.createThread',
    needs: 'thread.create',
    api: ({ messageId }) => ({ method: 'POST', path: `/api/v1/messages/${messageId}/thread`, body: {} }),
    socket: ({ messageId }) => ['thread.create', { messageId }],
  },
  {
    useCase: 'threads.getThread',
    needs: 'channel.view',
    changesNothing: true,
    prepare: makeThread,
    view: ({ communityId, channelId, madeId }) => `/c/${communityId}/${channelId}/t/${madeId}`,
    api: ({ madeId }) => ({ method: 'GET', path: `/api/v1/threads/${madeId}` }),
  },
  {
    useCase: 'threads.listThreads',
    needs: 'channel.view',
    changesNothing: true,
    prepare: makeThread,
    view: ({ communityId, channelId }) => `/c/${communityId}/channels/${channelId}/threads`,
    api: ({ channelId }) => ({ method: 'GET', path: `/api/v1/channels/${channelId}/threads` }),
  },
  {
    useCase: 'threads.followThread',
    needs: 'channel.view',
    prepare: makeThread,
    api: ({ madeId }) => ({
      method: 'POST',
      path: `/api/v1/threads/${madeId}/follow`,
      body: { following: true },
    }),
    socket: ({ madeId }) => ['thread.follow', { threadId: madeId, following: true }],
  },
  {
    useCase: 'threads.updateThread',
    needs: 'message.manage',
    prepare: makeThread,
    view: ({ communityId, channelId, madeId }) => `/c/${communityId}/${channelId}/t/${madeId}/edit`,
    page: ({ communityId, channelId, madeId }) => ({
      path: `/c/${communityId}/${channelId}/t/${madeId}/edit`,
      fields: { intent: 'save', name: 'renamed', archiveHours: '24' },
    }),
    api: ({ madeId }) => ({ method: 'PATCH', path: `/api/v1/threads/${madeId}`, body: { name: 'renamed' } }),
  },
  {
    useCase: 'threads.lockThread',
    needs: 'message.manage',
    prepare: makeThread,
    page: ({ communityId, channelId, madeId }) => ({
      path: `/c/${communityId}/${channelId}/t/${madeId}/edit`,
      fields: { intent: 'lock' },
    }),
    api: ({ madeId }) => ({ method: 'POST', path: `/api/v1/threads/${madeId}/lock`, body: { locked: true } }),
  },
  {
    useCase: 'messages.sendMessage',
    needs: 'message.send',
    prepare: makeThread,
    page: ({ communityId, channelId, madeId }) => ({
      path: `/c/${communityId}/${channelId}/t/${madeId}`,
      fields: { intent: 'send', clientId: crypto.randomUUID(), body: 'in the thread' },
    }),
    socket: ({ madeId }) => [
      'message.send',
      { channelId: madeId, clientId: crypto.randomUUID(), body: 'in the thread' },
    ],
  },
];
