import { randomUUID } from 'node:crypto';
import type { Action } from './action.ts';

const sendAt = () => new Date(Date.now() + 3_600_000).toISOString();

export const laterActions: Action[] = [
  {
    useCase: 'saved.saveMessage',
    needs: 'channel.view',
    socket: ({ messageId }) => ['saved.save', { messageId }],
  },
  {
    useCase: 'scheduled.scheduleMessage',
    needs: 'message.send',
    socket: ({ channelId }) => [
      'scheduled.create',
      { channelId, clientId: randomUUID(), body: 'later', sendAt: sendAt() },
    ],
  },
];
