import type { Action, Scene } from './action.ts';

const fields = {
  ...{ name: 'rule', mode: 'block', action: 'hold', notice: '', enabled: 'on' },
  ...{ patterns: 'example.org', kind: 'links', intent: 'save' },
};

/** A rule of the owner's. */
const makeFilter = async ({ stage, things }: Scene): Promise<string> => {
  const { filterId } = await stage.world.services.filters.createFilter(stage.owner.ctx, {
    ...{ communityId: things.communityId, kind: 'words', name: 'rule', mode: 'all', patterns: ['xyzzy'] },
    ...{ leet: false, mentionMax: 5, action: 'hold', notice: '', enabled: true },
    ...{ exemptRoleIds: [], exemptChannelIds: [] },
  });
  return filterId;
};

/** A message of a newcomer's that such a rule held back. */
const makeHeld = async (scene: Scene): Promise<string> => {
  const { stage, things } = scene;
  await makeFilter(scene);
  const author = await stage.person();
  await stage.world.join(author, things.communityId);
  await stage.world.send(author, things.channelId, 'xyzzy').catch(() => undefined);
  const { id } = await stage.world.db.prisma.heldMessage.findFirstOrThrow({ where: { authorId: author.id } });
  return id;
};

/** A report of a newcomer's about the target's message. */
const makeReport = async ({ stage, things }: Scene): Promise<string> => {
  const reporter = await stage.person();
  await stage.world.join(reporter, things.communityId);
  await stage.world.services.reports.createReport(reporter.ctx, {
    messageId: things.messageId,
    reason: 'spam',
  });
  const { id } = await stage.world.db.prisma.report.findFirstOrThrow({ where: { reporterId: reporter.id } });
  return id;
};

const settings = (communityId: string, path: string) => `/c/${communityId}/settings/${path}`;

export const moderationActions: Action[] = [
  {
    useCase: 'channels.setSlowMode',
    needs: 'message.manage',
    page: ({ communityId, channelId }) => ({
      path: `/c/${communityId}/channels/${channelId}/moderation`,
      fields: { intent: 'slow', slowMode: '30' },
    }),
  },
  {
    useCase: 'channels.lockChannel',
    needs: 'message.manage',
    page: ({ communityId, channelId }) => ({
      path: `/c/${communityId}/channels/${channelId}/moderation`,
      fields: { intent: 'lock' },
    }),
  },
  {
    useCase: 'channels.unlockChannel',
    needs: 'message.manage',
    prepare: async ({ stage, things: { channelId } }) => {
      await stage.world.services.channels.lockChannel(stage.owner.ctx, { channelId });
      return channelId;
    },
    page: ({ communityId, channelId }) => ({
      path: `/c/${communityId}/channels/${channelId}/moderation`,
      fields: { intent: 'unlock' },
    }),
  },
  {
    useCase: 'messages.pinMessage',
    needs: 'message.pin',
    api: ({ messageId }) => ({ method: 'POST', path: `/api/v1/messages/${messageId}/pin`, body: {} }),
    socket: ({ messageId }) => ['message.pin', { messageId }],
  },
  {
    useCase: 'messages.unpinMessage',
    needs: 'message.pin',
    prepare: async ({ stage, things: { messageId } }) => {
      await stage.world.services.messages.pinMessage(stage.owner.ctx, { messageId });
      return messageId;
    },
    page: ({ communityId, channelId, messageId }) => ({
      path: `/c/${communityId}/channels/${channelId}/pins`,
      fields: { intent: `unpin:${messageId}` },
    }),
    api: ({ messageId }) => ({ method: 'DELETE', path: `/api/v1/messages/${messageId}/pin`, body: {} }),
    socket: ({ messageId }) => ['message.unpin', { messageId }],
  },
  {
    useCase: 'messages.listPins',
    needs: null,
    changesNothing: true,
    view: ({ communityId, channelId }) => `/c/${communityId}/channels/${channelId}/pins`,
    api: ({ channelId }) => ({ method: 'GET', path: `/api/v1/channels/${channelId}/pins` }),
  },
  {
    useCase: 'messages.deleteMessages',
    needs: 'message.manage',
    api: ({ channelId, messageId }) => ({
      method: 'POST',
      path: `/api/v1/channels/${channelId}/messages/delete`,
      body: { messageIds: [messageId] },
    }),
    socket: ({ channelId, messageId }) => ['messages.delete', { channelId, messageIds: [messageId] }],
  },
  {
    useCase: 'messages.restoreMessages',
    needs: 'message.manage',
    except: {
      who: ['member', 'lower', 'equal', 'higher', 'owner'],
      answer: 'refused',
      because: 'only who deleted messages brings them back',
    },
    api: ({ channelId, messageId }) => ({
      method: 'POST',
      path: `/api/v1/channels/${channelId}/messages/restore`,
      body: { messageIds: [messageId] },
    }),
    socket: ({ channelId, messageId }) => ['messages.restore', { channelId, messageIds: [messageId] }],
  },
  {
    useCase: 'messages.approveHeld',
    needs: 'message.manage',
    prepare: makeHeld,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, 'moderation'),
      fields: { intent: 'approve', heldId: madeId },
    }),
  },
  {
    useCase: 'messages.refuseHeld',
    needs: 'message.manage',
    prepare: makeHeld,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, 'moderation'),
      fields: { intent: 'refuse', heldId: madeId },
    }),
  },
  {
    useCase: 'filters.createFilter',
    needs: 'filter.manage',
    page: ({ communityId }) => ({ path: settings(communityId, 'moderation/filters/new'), fields }),
  },
  {
    useCase: 'filters.updateFilter',
    needs: 'filter.manage',
    prepare: makeFilter,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, `moderation/filters/${madeId}`),
      fields,
    }),
  },
  {
    useCase: 'filters.deleteFilter',
    needs: 'filter.manage',
    prepare: makeFilter,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, `moderation/filters/${madeId}`),
      fields: { intent: 'delete' },
    }),
  },
  {
    useCase: 'filters.testFilters',
    needs: 'filter.manage',
    changesNothing: true,
    page: ({ communityId }) => ({
      path: settings(communityId, 'moderation'),
      fields: { intent: 'test', body: 'a text' },
    }),
  },
  {
    useCase: 'reports.createReport',
    needs: null,
    api: ({ messageId }) => ({
      method: 'POST',
      path: `/api/v1/messages/${messageId}/reports`,
      body: { reason: 'spam' },
    }),
    socket: ({ messageId }) => ['report.create', { messageId, reason: 'spam' }],
  },
  {
    useCase: 'reports.resolveReport',
    needs: 'report.review',
    prepare: makeReport,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, 'reports'),
      fields: { intent: 'done', reportId: madeId },
    }),
  },
];
