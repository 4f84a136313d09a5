import type { Action } from './action.ts';

export const notificationActions: Action[] = [
  {
    useCase: 'channels.markUnread',
    needs: 'channel.view',
    prepare: async ({ stage, actor, things: { channelId } }) => {
      // Only what was read can become unread.
      const data = { channelId, accountId: (actor ?? stage.owner).id, seq: 1, ordinal: 1 };
      await stage.world.db.prisma.readState.create({ data });
      return '';
    },
    api: ({ channelId }) => ({
      ...{ method: 'POST', path: `/api/v1/channels/${channelId}/unread`, body: { seq: 1 } },
    }),
    socket: ({ channelId }) => ['channel.unread', { channelId, seq: 1 }],
  },
  {
    useCase: 'channels.markCommunityRead',
    needs: null,
    api: ({ communityId }) => ({
      ...{ method: 'POST', path: `/api/v1/communities/${communityId}/read`, body: {} },
    }),
    socket: ({ communityId }) => ['community.read', { communityId }],
  },
  {
    useCase: 'notifications.setPlace',
    needs: 'channel.view',
    api: ({ channelId }) => ({
      method: 'POST',
      path: '/api/v1/notifications/places',
      body: { place: 'channel', placeId: channelId, level: 'nothing' },
    }),
    socket: ({ channelId }) => [
      'notifications.place',
      { place: 'channel', placeId: channelId, level: 'nothing' },
    ],
  },
];
