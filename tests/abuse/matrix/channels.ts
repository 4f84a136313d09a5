import { type Action, type Things, newId } from './action.ts';

const channelPage = (intent: string, more: Record<string, string> = {}) => {
  return ({ communityId, channelId }: Things) => ({
    path: `/c/${communityId}/channels/${channelId}`,
    fields: { intent, ...more },
  });
};
const categoryPage = (intent: string, more: Record<string, string> = {}) => {
  return ({ communityId, categoryId }: Things) => ({
    path: `/c/${communityId}/categories/${categoryId}`,
    fields: { intent, ...more },
  });
};

export const channelActions: Action[] = [
  {
    useCase: 'channels.createChannel',
    needs: 'channel.manage',
    view: ({ communityId }) => `/c/${communityId}/channels/new`,
    page: ({ communityId }) => ({
      path: `/c/${communityId}/channels/new`,
      fields: { name: 'made', topic: '' },
    }),
  },
  {
    useCase: 'channels.updateChannel',
    needs: 'channel.manage',
    view: ({ communityId, channelId }) => `/c/${communityId}/channels/${channelId}`,
    page: channelPage('save', { name: 'renamed', topic: '' }),
  },
  { useCase: 'channels.moveChannel', needs: 'channel.manage', page: channelPage('place', { index: '0' }) },
  { useCase: 'channels.deleteChannel', needs: 'channel.manage', page: channelPage('delete') },
  {
    useCase: 'channels.createCategory',
    needs: 'channel.manage',
    view: ({ communityId }) => `/c/${communityId}/categories/new`,
    page: ({ communityId }) => ({ path: `/c/${communityId}/categories/new`, fields: { name: 'made' } }),
  },
  {
    useCase: 'channels.renameCategory',
    needs: 'channel.manage',
    view: ({ communityId, categoryId }) => `/c/${communityId}/categories/${categoryId}`,
    page: categoryPage('save', { name: 'renamed' }),
  },
  { useCase: 'channels.moveCategory', needs: 'channel.manage', page: categoryPage('place', { index: '1' }) },
  { useCase: 'channels.deleteCategory', needs: 'channel.manage', page: categoryPage('delete') },
  {
    useCase: 'channels.markRead',
    needs: 'channel.view',
    socket: ({ channelId }) => ['channel.read', { channelId, seq: 1 }],
  },
  {
    useCase: 'channels.listSeen',
    needs: 'channel.view',
    changesNothing: true,
    api: ({ channelId }) => ({ method: 'GET', path: `/api/v1/channels/${channelId}/seen` }),
    socket: ({ channelId }) => ['channel.seen', { channelId }],
  },
  {
    useCase: 'channels.noteTyping',
    needs: 'message.send',
    changesNothing: true,
    socket: ({ channelId }) => ['channel.typing', { channelId }],
  },
];

export const messageActions: Action[] = [
  {
    useCase: 'messages.forwardMessage',
    needs: 'message.send',
    api: ({ channelId, messageId }) => ({
      method: 'POST',
      path: `/api/v1/messages/${messageId}/forward`,
      body: { channelId, clientId: newId() },
    }),
    socket: ({ channelId, messageId }) => ['message.forward', { messageId, channelId, clientId: newId() }],
  },
  {
    useCase: 'messages.sendMessage',
    needs: 'message.send',
    view: ({ communityId, channelId }) => `/c/${communityId}/${channelId}`,
    page: ({ communityId, channelId }) => ({
      path: `/c/${communityId}/${channelId}`,
      fields: { intent: 'send', clientId: newId(), body: 'hello' },
    }),
    api: ({ channelId }) => ({
      method: 'POST',
      path: `/api/v1/channels/${channelId}/messages`,
      body: { clientId: newId(), body: 'hello' },
    }),
    socket: ({ channelId }) => ['message.send', { channelId, clientId: newId(), body: 'hello' }],
  },
  {
    useCase: 'messages.getPage',
    needs: 'channel.view',
    changesNothing: true,
    api: ({ channelId }) => ({ method: 'GET', path: `/api/v1/channels/${channelId}/messages` }),
    socket: ({ channelId }) => ['channel.history', { channelId }],
  },
  {
    useCase: 'messages.getChanges',
    needs: 'channel.view',
    changesNothing: true,
    api: ({ channelId }) => ({ method: 'GET', path: `/api/v1/channels/${channelId}/changes?since=0` }),
    socket: ({ channelId }) => ['channel.changes', { channelId, since: 0 }],
  },
  {
    useCase: 'messages.editMessage',
    needs: 'message.send',
    except: {
      who: ['member', 'lower', 'equal', 'higher', 'owner'],
      answer: 'refused',
      because: 'nobody rewrites what another person said, whatever their rank',
    },
    api: ({ messageId }) => ({
      method: 'PATCH',
      path: `/api/v1/messages/${messageId}`,
      body: { body: 'rewritten' },
    }),
    socket: ({ messageId }) => ['message.edit', { messageId, body: 'rewritten' }],
  },
  {
    useCase: 'messages.deleteMessage',
    needs: 'message.manage',
    api: ({ messageId }) => ({ method: 'DELETE', path: `/api/v1/messages/${messageId}` }),
    socket: ({ messageId }) => ['message.delete', { messageId }],
  },
  {
    useCase: 'messages.restoreMessage',
    needs: 'channel.view',
    except: {
      who: ['member', 'lower', 'equal', 'higher', 'owner'],
      answer: 'refused',
      because: 'only who deleted a message brings it back',
    },
    prepare: async ({ stage, things }) => {
      const { messages } = stage.world.services;
      await messages.deleteMessage(things.target.ctx, { messageId: things.messageId });
      return things.messageId;
    },
    api: ({ messageId }) => ({ method: 'POST', path: `/api/v1/messages/${messageId}/restore`, body: {} }),
    socket: ({ messageId }) => ['message.restore', { messageId }],
  },
];
