/**
 * The load, in a process of its own: it does what bench.ts asks over its channel and answers with what it measured. It
 * knows nothing of which server it talks to.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeGets } from './http-client.ts';
import type { LoadTasks, Persisted } from './protocol.ts';
import { quantile } from './statistics.ts';
import { isNamed, Wire } from './wire.ts';

type Tasks = { [K in keyof LoadTasks]: (input: LoadTasks[K]['input']) => Promise<LoadTasks[K]['output']> };

const created = 'message.created';
/** As long as messages in chats are. */
const sentence = 'The release is half finished, see you tomorrow at eight.';

let wires: Wire[] = [];

const tasks: Tasks = {
  async connect({ port, tokens, channelIds }) {
    const start = performance.now();
    wires = tokens.map((token) => new Wire(port, token));
    await Promise.all(
      wires.map(async (wire, n) => {
        const hello = new Promise<void>((resolve) => {
          wire.onEvent = (buffer, from) => isNamed(buffer, from, 'hello') && resolve();
        });
        await wire.ready;
        await wire.call('channel.subscribe', { channelIds: [channelIds[n % channelIds.length]] });
        await hello;
        wire.onEvent = () => {};
      }),
    );
    return { ms: performance.now() - start };
  },

  async fanOut({ channelId, senders, window, warmUp, duration }) {
    let delivered = 0;
    let sent = 0;
    for (const wire of wires)
      wire.onEvent = (buffer, start) => void (isNamed(buffer, start, created) && (delivered += 1));
    const stop = sendInTurns(
      wires.slice(0, senders),
      window,
      () => channelId,
      () => (sent += 1),
    );
    await sleep(warmUp);
    const [start, deliveredBefore, sentBefore] = [performance.now(), delivered, sent];
    await sleep(duration);
    const seconds = (performance.now() - start) / 1000;
    const result = {
      deliveriesPerSecond: (delivered - deliveredBefore) / seconds,
      messagesPerSecond: (sent - sentBefore) / seconds,
    };
    await stop();
    return result;
  },

  async latency({ channelId, everyMs, messages }) {
    const latencies: number[] = [];
    let sentAt = 0;
    let body = '';
    for (const wire of wires) {
      wire.onEvent = (buffer, start, end) => {
        if (isNamed(buffer, start, created) && buffer.toString('utf8', start, end).includes(body))
          latencies.push(performance.now() - sentAt);
      };
    }
    const [sender] = wires;
    for (let n = 0; n < messages; n += 1) {
      body = `${sentence} ${randomUUID()}`;
      sentAt = performance.now();
      await sender!.call('message.send', { channelId, clientId: randomUUID(), body });
      await sleep(Math.max(0, sentAt + everyMs - performance.now()));
    }
    return {
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      p99: quantile(latencies, 0.99),
      lost: messages * wires.length - latencies.length,
    };
  },

  async write({ channelIds, window, warmUp, duration }) {
    const waits: number[] = [];
    let isMeasured = false;
    for (const wire of wires) wire.onEvent = () => {};
    const stop = sendInTurns(
      wires,
      window,
      (n) => channelIds[n % channelIds.length]!,
      (ms) => isMeasured && waits.push(ms),
    );
    await sleep(warmUp);
    const start = performance.now();
    isMeasured = true;
    await sleep(duration);
    isMeasured = false;
    const seconds = (performance.now() - start) / 1000;
    await stop();
    return {
      acknowledgedPerSecond: waits.length / seconds,
      p50: quantile(waits, 0.5),
      p99: quantile(waits, 0.99),
    };
  },

  async comeAndGo({ accountIds, onScreen, seconds }) {
    const packets = wires.map(() => 0);
    let bytes = 0;
    for (const [n, wire] of wires.entries()) {
      const first = n % 2 === 0 ? 0 : n % (accountIds.length - onScreen);
      await wire.call('presence.watch', { accountIds: accountIds.slice(first, first + onScreen) });
      wire.onEvent = (buffer, from, to) => {
        if (!isNamed(buffer, from, 'presence.changed')) return;
        packets[n] = packets[n]! + 1;
        bytes += to - from;
      };
    }
    packets.fill(0);
    bytes = 0;
    const start = performance.now();
    await Promise.all(
      wires.map(async (wire, n) => {
        // Whoever stands together on a screen does not come and go together.
        await sleep((((n * 619) % wires.length) / wires.length) * seconds * 500);
        await wire.call('presence.activity', { idle: true });
        await sleep(seconds * 500);
        await wire.call('presence.activity', { idle: false });
      }),
    );
    await sleep(1200);
    const took = (performance.now() - start) / 1000;
    const all = packets.reduce((sum, count) => sum + count, 0);
    return {
      perSecond: all / wires.length / took,
      most: Math.max(...packets),
      bytes: bytes / wires.length / took,
    };
  },

  get: timeGets,

  async persist({ port, tokens, channelIds }) {
    const persisted: Persisted = { run: randomUUID(), acknowledged: [], times: [] };
    let isOver = false;
    const senders = tokens.map(async (token, n) => {
      const channelId = channelIds[n % channelIds.length]!;
      let wire: Wire | undefined;
      for (let count = 0; !isOver; count += 1) {
        const message = {
          channelId,
          clientId: randomUUID(),
          body: `${persisted.run} sender ${n} message ${count}`,
        };
        // The same message again and again until it is acknowledged: that is what the app's outbox does.
        for (;;) {
          try {
            wire ??= await openWire(port, token);
            const { id } = await orClosed(wire, wire.call<{ id: string }>('message.send', message));
            persisted.acknowledged.push([message.body, id]);
            persisted.times.push(Date.now());
            break;
          } catch {
            wire?.close();
            wire = undefined;
            await sleep(20);
          }
        }
      }
      wire?.close();
    });
    finishPersisting = async () => {
      isOver = true;
      await Promise.all(senders);
      return persisted;
    };
  },
  stopPersisting: () => finishPersisting(),

  async disconnect() {
    for (const wire of wires) wire.close();
    wires = [];
  },
};

let finishPersisting: () => Promise<Persisted> = async () => Promise.reject(new Error('Nobody persists.'));

/** Each sender has `window` messages under way at any time; `onAck` gets the time each took. */
function sendInTurns(
  senders: Wire[],
  window: number,
  channelOf: (sender: number) => string,
  onAck: (ms: number) => void,
): () => Promise<void> {
  let isOver = false;
  let underWay = 0;
  const next = (wire: Wire, channelId: string) => {
    if (isOver) return;
    const start = performance.now();
    underWay += 1;
    wire.send('message.send', { channelId, clientId: randomUUID(), body: sentence }, (buffer, from, to) => {
      underWay -= 1;
      const text = buffer.toString('latin1', from, Math.min(to, from + 24));
      if (!text.includes('"ok":true'))
        throw new Error(`A message was refused: ${buffer.toString('utf8', from, to)}`);
      onAck(performance.now() - start);
      next(wire, channelId);
    });
  };
  for (const [n, wire] of senders.entries())
    for (let count = 0; count < window; count += 1) next(wire, channelOf(n));
  return async () => {
    isOver = true;
    for (let waited = 0; underWay > 0 && waited < 5000; waited += 10) await sleep(10);
    if (underWay > 0) throw new Error(`${underWay} messages were never acknowledged.`);
  };
}

async function openWire(port: number, token: string): Promise<Wire> {
  const wire = new Wire(port, token);
  await wire.ready;
  return wire;
}

function orClosed<T>(wire: Wire, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => (wire.onClose = () => reject(new Error('closed')))),
  ]);
}

process.on('message', ({ id, name, input }: { id: number; name: keyof LoadTasks; input: never }) => {
  (tasks[name] as (input: never) => Promise<unknown>)(input).then(
    (output) => process.send!({ id, output }),
    (error: unknown) => process.send!({ id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send!({ ready: true });
