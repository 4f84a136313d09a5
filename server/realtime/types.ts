import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ServerEvents } from '#contract/protocol';
import type { Ctx } from '#server/platform/context.ts';

type Emits = { [E in keyof ServerEvents]: (payload: ServerEvents[E]) => void };

/** An event for the sockets of a room, at whichever replica they are. */
export type Delivery = {
  [E in keyof ServerEvents]: { room: string; except?: string; name: E; payload: ServerEvents[E] };
}[keyof ServerEvents];

/** What replicas tell each other. */
interface ReplicaEvents {
  deliver: (deliveries: Delivery[]) => void;
}

export interface SocketData {
  ctx: Ctx;
  accountId: string;
  sessionId: string;
  /** Community id → the profile whose room the socket is in. */
  profiles: Map<string, string>;
  /**
   * For each channel subscribed: its place (a community; a conversation has the id of its channel), and the channel whose
   * permissions hold in it (of a thread the one that it belongs to).
   */
  channels: Map<string, { placeId: string; governedBy: string }>;
}

export type HearthServer = Server<DefaultEventsMap, Emits, ReplicaEvents, SocketData>;
export type HearthSocket = Socket<DefaultEventsMap, Emits, ReplicaEvents, SocketData>;
