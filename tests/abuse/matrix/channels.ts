import type { Action } from './action.ts';

export const channelActions: Action[] = [
  {
    useCase: 'channels.createChannel',
    needs: 'channel.manage',
    page: ({ communityId }) => ({
      path: `/c/${communityId}/channels/new`,
      fields: { name: 'made', categoryId: '' },
    }),
  },
  {
    useCase: 'messages.sendMessage',
    needs: 'message.send',
    api: ({ channelId }) => ({
      method: 'POST',
      path: `/api/v1/channels/${channelId}/messages`,
      body: { clientId: crypto.randomUUID(), body: 'hello' },
    }),
    socket: ({ channelId }) => ['message.send', { channelId, clientId: crypto.randomUUID(), body: 'hello' }],
  },
];
