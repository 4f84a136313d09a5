import { waitFor } from '../support/wait-for.ts';
import { packetOf } from './examples.ts';
import type { HttpRequest } from './page.ts';

/** A bare WebSocket: packets as text, and a pong for each ping, as the page asks for. */
export interface Wire {
  send: (packet: string) => void;
  /** The first packet of this kind that was not taken yet. */
  receive: (head: string) => Promise<{ head: string; payload: unknown }>;
  /** Packets that nobody took. */
  rest: () => string[];
  pings: () => number;
  isClosed: () => boolean;
  close: () => void;
}

/** Opens the WebSocket that a handshake of the page asks for. */
export async function openWire(
  url: string,
  { path, headers }: HttpRequest,
  { pong = true } = {},
): Promise<Wire> {
  const own = new Set(['upgrade', 'sec-websocket-version', 'sec-websocket-key']); // the library makes these
  const given = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
  // Node's own WebSocket takes headers; the type of browsers, which cannot, hides it.
  const Socket = WebSocket as unknown as new (
    url: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  const socket = new Socket(url.replace('http', 'ws') + path, { headers: given });
  const inbox: string[] = [];
  let pings = 0;
  socket.addEventListener('message', ({ data }) => {
    if (data !== '2') return void inbox.push(String(data));
    pings += 1;
    if (pong) socket.send('3');
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the handshake was refused')));
  });

  return {
    send: (packet) => socket.send(packet),
    receive: async (head) => {
      const index = await waitFor(
        () => {
          const at = inbox.findIndex((packet) => packetOf(packet).head === head);
          return at < 0 ? undefined : { at };
        },
        { timeout: 5000, message: head },
      );
      const [packet = ''] = inbox.splice(index.at, 1);
      return packetOf(packet);
    },
    rest: () => inbox,
    pings: () => pings,
    isClosed: () => socket.readyState === WebSocket.CLOSED,
    close: () => socket.close(),
  };
}
