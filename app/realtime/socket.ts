import { io, type Socket } from 'socket.io-client';
import type { Ack, ServerEvents, SocketCommands } from '#contract/protocol';
import { Refused, Unreachable } from './call-error.ts';
import type { ConnectionNews } from './connection.ts';

type Incoming = { [Name in keyof ServerEvents]: (payload: ServerEvents[Name]) => void };
type Outgoing = {
  [Name in keyof SocketCommands]: (
    input: SocketCommands[Name]['input'],
    acknowledge: (answer: Ack<SocketCommands[Name]['output']>) => void,
  ) => void;
};

export interface SocketEvents {
  /** In the order of arrival. */
  event<Name extends keyof ServerEvents>(name: Name, payload: ServerEvents[Name]): void;
  news(news: ConnectionNews): void;
  /** The instance does not accept this browser's session. */
  refused(): void;
}

export interface LiveSocket {
  readonly connected: boolean;
  connect(): void;
  disconnect(): void;
  /** Rejects with `Refused`, or with `Unreachable` when no acknowledgement came in time. */
  call<Name extends keyof SocketCommands>(
    name: Name,
    input: SocketCommands[Name]['input'],
  ): Promise<SocketCommands[Name]['output']>;
}

/** Milliseconds to wait for an acknowledgement. */
const patience = 8000;

/**
 * The connection to the instance, made of this page's origin and cookie. It comes back by itself, with jitter, so
 * that a restart does not bring everybody at the same moment.
 */
export function createSocket(on: SocketEvents): LiveSocket {
  const socket: Socket<Incoming, Outgoing> = io({
    autoConnect: false,
    // WebSocket first costs one round trip less; without `tryAllTransports` it would never fall back to polling.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    withCredentials: true,
    // Browsers send no Origin with a polling GET: this header shows that no other site can have sent it.
    extraHeaders: { 'X-Hearth-Client': '1' },
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
    timeout: 10_000,
  });
  let attempts = 0;
  let wanted = false;

  socket.on('connect', () => {
    attempts = 0;
    const { engine } = socket.io;
    on.news({
      type: 'connected',
      transport: engine.transport.name === 'polling' ? 'polling' : 'websocket',
    });
    engine.once('upgrade', () => on.news({ type: 'upgraded' }));
  });
  socket.on('disconnect', (reason) => {
    on.news({ type: 'lost' });
    // The instance closed it on purpose: only then nobody reconnects for us. It did so to everybody at once.
    if (reason === 'io server disconnect')
      setTimeout(() => wanted && socket.connect(), 200 + Math.random() * 1800);
  });
  socket.on('connect_error', (cause) => {
    attempts += 1;
    on.news({ type: 'failed', attempts, online: navigator.onLine });
    // Some proxies accept a WebSocket and then let nothing through, which no fallback notices: turn the order round.
    socket.io.opts.transports = attempts % 2 === 1 ? ['polling', 'websocket'] : ['websocket', 'polling'];
    const code = (cause as Error & { data?: { code?: string } }).data?.code;
    if (code === 'UNAUTHENTICATED') on.refused();
    // A refusal by the instance ends the automatic attempts; a network failure does not.
    else if (!socket.active) setTimeout(() => wanted && socket.connect(), 5000 + Math.random() * 5000);
  });
  socket.onAny((name: keyof ServerEvents, payload: ServerEvents[keyof ServerEvents]) => {
    on.event(name, payload);
  });

  const network = (): void => {
    on.news({ type: 'network', online: navigator.onLine });
    // The network is back: no need to sit out the rest of the pause.
    if (navigator.onLine && socket.active && !socket.connected) socket.disconnect().connect();
  };

  return {
    get connected() {
      return socket.connected;
    },
    connect() {
      wanted = true;
      window.addEventListener('online', network);
      window.addEventListener('offline', network);
      if (!navigator.onLine) network();
      socket.connect();
    },
    disconnect() {
      wanted = false;
      window.removeEventListener('online', network);
      window.removeEventListener('offline', network);
      socket.disconnect();
    },
    async call(name, input) {
      if (!socket.connected) throw new Unreachable(name);
      let answer: Ack<SocketCommands[typeof name]['output']>;
      try {
        answer = await (socket.timeout(patience) as Socket).emitWithAck(name, input);
      } catch (cause) {
        throw new Unreachable(name, { cause });
      }
      if (answer.ok) return answer.data;
      throw new Refused(answer.error);
    },
  };
}
