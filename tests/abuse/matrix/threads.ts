import type { Action, Scene } from './action.ts';

/** A thread at the message, begun by its owner. */
const makeThread = async ({ stage, things: { messageId } }: Scene): Promise<string> =>
  (await stage.world.services.threads.createThread(stage.owner.ctx, { messageId })).id;

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
    except: { who: ['owner'], answer: 'allowed', because: 'the one who began it follows it already' },
    changesNothing: true,
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
