import type { Action, Scene, Things } from './action.ts';

const path = ({ messageId }: Things) => `/api/v1/messages/${messageId}/poll`;
const page = ({ communityId, channelId, messageId }: Things) =>
  `/c/${communityId}/${channelId}/${messageId}/poll`;

/** What the message of the target's asks. */
const ask = async ({ stage, things: { messageId } }: Scene): Promise<string> => {
  const poll = { answers: ['Red', 'Blue'], votes: [0, 0], multiple: false, anonymous: false };
  await stage.world.db.prisma.poll.create({ data: { messageId, ...poll } });
  return messageId;
};

/** With a vote of each who may see it. */
const voteAll = async (scene: Scene): Promise<string> => {
  const messageId = await ask(scene);
  const { prisma } = scene.stage.world.db;
  const members = await prisma.member.findMany({ where: { communityId: scene.things.communityId } });
  const data = members.map(({ accountId }) => ({ messageId, accountId, answer: 0 }));
  await prisma.pollVote.createMany({ data });
  const counted = { votes: [members.length, 0], voters: members.length };
  await prisma.poll.update({ where: { messageId }, data: counted });
  return messageId;
};

export const pollActions: Action[] = [
  {
    useCase: 'polls.getPoll',
    needs: 'channel.view',
    prepare: ask,
    changesNothing: true,
    view: page,
    api: (things) => ({ method: 'GET', path: path(things) }),
    socket: ({ messageId }) => ['poll.get', { messageId }],
  },
  {
    useCase: 'polls.votePoll',
    needs: 'message.react',
    prepare: ask,
    page: (things) => ({ path: page(things), fields: { intent: 'vote 1' } }),
    api: (things) => ({ method: 'POST', path: `${path(things)}/votes`, body: { answer: 1 } }),
    socket: ({ messageId }) => ['poll.vote', { messageId, answer: 1 }],
  },
  {
    useCase: 'polls.retractVote',
    needs: 'channel.view',
    prepare: voteAll,
    page: (things) => ({ path: page(things), fields: { intent: 'retract 0' } }),
    api: (things) => ({ method: 'DELETE', path: `${path(things)}/votes`, body: {} }),
    socket: ({ messageId }) => ['poll.retract', { messageId }],
  },
  {
    useCase: 'polls.listVoters',
    needs: 'channel.view',
    prepare: voteAll,
    changesNothing: true,
    api: (things) => ({ method: 'GET', path: `${path(things)}/voters?answer=0` }),
    socket: ({ messageId }) => ['poll.voters', { messageId, answer: 0 }],
  },
  {
    useCase: 'polls.endPoll',
    needs: 'message.manage',
    prepare: ask,
    page: (things) => ({ path: page(things), fields: { intent: 'end' } }),
    api: (things) => ({ method: 'POST', path: `${path(things)}/end`, body: {} }),
    socket: ({ messageId }) => ['poll.end', { messageId }],
  },
];
