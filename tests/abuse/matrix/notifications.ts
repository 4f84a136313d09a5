import type { Action } from './action.ts';

export const notificationActions: Action[] = [
  {
    useCase: 'channels.markUnread',
    needs: 'channel.view',
    prepare: async ({ stage, things: { channelId, communityId } }) => {
      // Only what was read can become unread.
      const { prisma } = stage.world.db;
      const members = await prisma.member.findMany({ where: { communityId } });
      await prisma.readState.createMany({
        data: members.map(({ accountId }) => ({ channelId, accountId, seq: 1, ordinal: 1 })),
        // Who wrote has read it.
        skipDuplicates: true,
      });
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
