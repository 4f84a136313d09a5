import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';

export interface SentMessage {
  channelId: string;
  clientId: string;
  body: string;
}

type Answer = (ack: unknown) => void;

/**
 * What both references share: Socket.IO as it comes, with Hearth's events and nothing of what is behind them. Nobody is
 * checked, nothing is looked up.
 */
export function startReference(send: (io: Server, message: SentMessage, answer: Answer) => void): void {
  const http = createServer();
  const io = new Server(http);
  io.on('connection', (socket: Socket) => {
    socket.on('channel.subscribe', ({ channelIds }: { channelIds: string[] }, answer: Answer) => {
      void socket.join(channelIds);
      answer({ ok: true, data: { channelIds } });
    });
    socket.on('message.send', (message: SentMessage, answer: Answer) => send(io, message, answer));
    socket.emit('hello', {});
  });
  http.listen(0, '127.0.0.1', () => process.send!({ port: (http.address() as AddressInfo).port }));
  process.on('disconnect', () => process.exit());
}

/** As many bytes as Hearth's own message. */
export const toMessage = ({ channelId, clientId, body }: SentMessage, seq: number) => ({
  id: randomUUID(),
  channelId,
  seq,
  version: seq,
  ordinal: seq,
  author: { id: '01a2016d-e9c6-7402-8f6c-06c2543a513d', username: 'ada.okafor', displayName: 'Ada Okafor' },
  body,
  tree: null,
  replyTo: null,
  createdAt: new Date().toISOString(),
  editedAt: null,
  deletedAt: null,
  pinnedAt: null,
  clientId,
});
