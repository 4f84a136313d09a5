import { type Socket, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TcpProxy {
  port: number;
  /** Resets every connection and refuses new ones: a cable pulled, or a server gone. */
  cut: () => void;
  /** Lets bytes go nowhere while connections stay open: a partition, or a stalled disk behind the server. */
  stall: () => void;
  /** Lets what is open now go nowhere for ever, without a word, and new connections pass: a server that moved. */
  abandon: () => void;
  /** Ends `cut`, `stall` and `delay`. */
  restore: () => void;
  /** Holds every piece of data back for this long, in both directions. */
  delay: (ms: number) => void;
  /** Sends new connections to another port. */
  pointAt: (port: number) => void;
  /** How many connections are open. */
  connections: () => number;
  close: () => Promise<void>;
}

/**
 * A network path to a port of this machine that a test can break.
 *
 * @param target the port to forward to
 */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let targetPort = target;
  let mode: 'open' | 'cut' | 'stalled' = 'open';
  let delayMs = 0;
  let resume = () => {};
  let resumed = Promise.resolve();
  const abandoned = new WeakSet<Socket>();

  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    if (mode === 'cut') {
      incoming.resetAndDestroy();
      return;
    }
    const outgoing = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      const endOther = (): void => {
        if (!abandoned.has(from)) to.destroy();
      };
      from.on('error', endOther);
      from.on('close', () => {
        open.delete(from);
        endOther();
      });
      void pump(from, to);
    }
  });

  /** One piece after the other, so that a delay never reorders them. */
  async function pump(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from) {
        if (delayMs > 0) await sleep(delayMs);
        if (mode === 'stalled') await resumed;
        if (abandoned.has(from)) continue;
        if (!to.write(chunk))
          await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
      }
      if (!abandoned.has(from)) to.end();
    } catch {
      // The connection broke: its 'close' handler ends the other side.
    }
  }

  function endAll(): void {
    for (const socket of open) socket.resetAndDestroy();
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');

  return {
    port: address.port,
    cut: () => {
      mode = 'cut';
      resume();
      endAll();
    },
    stall: () => {
      mode = 'stalled';
      resumed = new Promise((resolve) => (resume = resolve));
    },
    abandon: () => {
      for (const socket of open) abandoned.add(socket);
    },
    restore: () => {
      mode = 'open';
      delayMs = 0;
      resume();
    },
    delay: (ms) => {
      delayMs = ms;
    },
    pointAt: (port) => {
      targetPort = port;
    },
    connections: () => open.size / 2,
    close: async () => {
      endAll();
      resume();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
