import type { Action, Scene, Things } from './action.ts';

const emoji = '👍';
const path = ({ messageId }: Things) => `/api/v1/messages/${messageId}/reactions`;
const page = ({ communityId, channelId, messageId }: Things) =>
  `/c/${communityId}/${channelId}/${messageId}/reactions`;

/** A reaction of each who may see the message. */
const reactAll = async ({ stage, things }: Scene): Promise<string> => {
  const { prisma } = stage.world.db;
  const members = await prisma.member.findMany({ where: { communityId: things.communityId } });
  await prisma.reaction.createMany({
    data: members.map(({ accountId }) => ({
      ...{ id: crypto.randomUUID(), messageId: things.messageId, accountId, emoji },
    })),
  });
  const reactions = [{ emoji, count: members.length }];
  await prisma.message.update({ where: { id: things.messageId }, data: { reactions } });
  return things.messageId;
};

export const reactionActions: Action[] = [
  {
    useCase: 'reactions.addReaction',
    needs: 'message.react',
    page: (things) => ({ path: page(things), fields: { intent: `add ${emoji}` } }),
    api: (things) => ({ method: 'POST', path: path(things), body: { emoji } }),
    socket: ({ messageId }) => ['reaction.add', { messageId, emoji }],
  },
  {
    useCase: 'reactions.removeReaction',
    needs: 'channel.view',
    prepare: reactAll,
    page: (things) => ({ path: page(things), fields: { intent: `remove ${emoji}` } }),
    api: (things) => ({ method: 'DELETE', path: path(things), body: { emoji } }),
    socket: ({ messageId }) => ['reaction.remove', { messageId, emoji }],
  },
  {
    useCase: 'reactions.listReactors',
    needs: 'channel.view',
    changesNothing: true,
    view: page,
    api: (things) => ({ method: 'GET', path: `${path(things)}?emoji=${encodeURIComponent(emoji)}` }),
    socket: ({ messageId }) => ['reaction.list', { messageId, emoji }],
  },
  {
    useCase: 'reactions.clearReactions',
    needs: 'message.manage',
    prepare: reactAll,
    api: (things) => ({ method: 'POST', path: `${path(things)}/clear`, body: {} }),
    socket: ({ messageId }) => ['reaction.clear', { messageId }],
  },
];
