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

export const threadActions: Action[] = [
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
