import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ServerEvents } from '#contract/protocol';
import type { Ctx } from '#server/platform/context.ts';

type Emits = { [E in keyof ServerEvents]: (payload: ServerEvents[E]) => void };

export interface SocketData {
  ctx: Ctx;
  accountId: string;
  sessionId: string;
  /** Community id → the profile whose room the socket is in. */
  profiles: Map<string, string>;
  /** Channel id → its community, for each channel subscribed. */
  channels: Map<string, string>;
}

export type HearthServer = Server<DefaultEventsMap, Emits, DefaultEventsMap, SocketData>;
export type HearthSocket = Socket<DefaultEventsMap, Emits, DefaultEventsMap, SocketData>;
