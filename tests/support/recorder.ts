import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Socket, io } from 'socket.io-client';
import type { ViewerDto } from '#contract/accounts';
import type { BootstrapDto } from '#contract/communities';
import type { MessageDto } from '#contract/messages';
import type { Ack, ErrorDto, ServerEvents, SocketCommands } from '#contract/protocol';
import { applyEvent } from '#app/realtime/apply-event.ts';
import { Refused, Unreachable } from '#app/realtime/call-error.ts';
import type { OpenChannels } from '#app/realtime/realtime.ts';
import { type Resync, createResync } from '#app/realtime/resync.ts';
import { type ClientState, fromBootstrap, withPage } from '#app/realtime/state.ts';
import { type Store, createStore } from '#app/realtime/store.ts';
import { waitFor } from './wait-for.ts';
import type { Person } from './world.ts';

type Commands = SocketCommands;
type EventName = keyof ServerEvents;

export interface Sent {
  channelId: string;
  body: string;
  tries: number;
  /** Of `performance.now()`; `ackedAt` is Infinity until then. */
  sentAt: number;
  ackedAt: number;
}

export interface Received<Name extends EventName = EventName> {
  name: Name;
  payload: ServerEvents[Name];
  /** Of `performance.now()`. */
  at: number;
}

/**
 * One person's client, in Node: the app's own state, reducers and catch-up over a real socket, with a log of everything
 * that it sent, that was acknowledged and that it received. Reconnects by the same rules as the app does.
 */
export class Recorder {
  readonly person: Person;
  /** By `clientId`, in the order of sending. */
  readonly sent = new Map<string, Sent>();
  readonly acked = new Map<string, MessageDto>();
  /** The last refusal of what is not acknowledged, by `clientId`. */
  readonly refused = new Map<string, ErrorDto>();
  readonly received: Received[] = [];
  /** When connections were greeted and lost, of `performance.now()`. */
  readonly greeted: number[] = [];
  readonly lost: number[] = [];
  readonly state: Store<ClientState>;
  readonly #socket: Socket;
  readonly #open: OpenChannels = new Map();
  readonly #resync: Resync;
  #retry: NodeJS.Timeout | undefined;

  private constructor(
    url: string,
    person: Person,
    viewer: ViewerDto,
    bootstrap: BootstrapDto,
    headers: Record<string, string>,
  ) {
    this.person = person;
    this.state = createStore(fromBootstrap(viewer, bootstrap));
    this.#resync = createResync({
      state: this.state,
      open: this.#open,
      connected: () => this.#socket.connected,
      call: (name, input) => this.call(name, input),
    });
    this.#socket = io(url, {
      autoConnect: false,
      forceNew: true, // by default clients of one address in one process share their connection
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${person.token}`, ...headers },
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
      timeout: 10_000,
    });
    this.#listen();
  }

  /** A client with the channels of its communities loaded, connected and greeted. `headers`: of its handshakes. */
  static async connect(
    url: string,
    person: Person,
    timeout = 10_000,
    headers: Record<string, string> = {},
  ): Promise<Recorder> {
    const [viewer, bootstrap] = await Promise.all([
      getJson<ViewerDto>(url, '/api/v1/me', person.token),
      getJson<BootstrapDto>(url, '/api/v1/bootstrap', person.token),
    ]);
    const recorder = new Recorder(url, person, viewer, bootstrap, headers);
    recorder.reconnect();
    try {
      await recorder.untilGreeted(1, timeout);
      return recorder;
    } catch (error) {
      recorder.disconnect();
      throw error;
    }
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  /** Waits for the `count`-th greeting in all. */
  async untilGreeted(count: number, timeout = 10_000): Promise<void> {
    await waitFor(() => this.greeted.length >= count, { timeout, message: `greeting ${count}` });
  }

  /** Goes away without a word, and stays away until `reconnect`. */
  disconnect(): void {
    clearTimeout(this.#retry);
    this.#socket.disconnect();
  }

  reconnect(): void {
    this.#socket.connect();
  }

  /** Rejects with the app's own `Refused` or, without an answer in time, `Unreachable`. */
  async call<Name extends keyof Commands>(
    name: Name,
    input: Commands[Name]['input'],
    patience = 8000,
  ): Promise<Commands[Name]['output']> {
    if (!this.#socket.connected) throw new Unreachable(name);
    let answer: Ack<Commands[Name]['output']>;
    try {
      answer = (await this.#socket.timeout(patience).emitWithAck(name, input)) as typeof answer;
    } catch (cause) {
      throw new Unreachable(name, { cause });
    }
    if (answer.ok) return answer.data;
    throw new Refused(answer.error);
  }

  /** Opens a channel as a page does: its newest messages, then everything that happens there. */
  async open(channelId: string): Promise<void> {
    const page = await this.call('channel.history', { channelId });
    this.state.update((state) => withPage(state, channelId, page, 'replace'));
    this.#open.set(channelId, { count: 1, anchor: undefined });
    await this.call('channel.subscribe', { channelIds: [channelId] });
    this.#resync.channelOpened(channelId);
  }

  /** Loads the page before what the client shows, as scrolling up does; whether there is more. */
  async scrollUp(channelId: string): Promise<boolean> {
    const { from } = this.state.get().logs[channelId]!;
    const page = await this.call('channel.history', { channelId, before: from });
    this.state.update((state) => withPage(state, channelId, page, { before: from }));
    return page.hasBefore;
  }

  /** What the client shows of a channel. */
  messages(channelId: string): MessageDto[] {
    return this.state.get().logs[channelId]?.messages ?? [];
  }

  /** Sends once; resolves to the message, or to undefined when no acknowledgement came or it was refused. */
  send(channelId: string, body: string): Promise<MessageDto | undefined> {
    const clientId = randomUUID();
    this.sent.set(clientId, { channelId, body, tries: 0, sentAt: performance.now(), ackedAt: Infinity });
    return this.#attempt(clientId);
  }

  unacked(): string[] {
    return [...this.sent.keys()].filter((clientId) => !this.acked.has(clientId));
  }

  /** Sends again, in order, whatever was never acknowledged, until all of it is. */
  async flush(timeout = 15_000): Promise<void> {
    const end = performance.now() + timeout;
    for (const clientId of this.unacked()) {
      await waitFor(async () => (await this.#attempt(clientId)) !== undefined, {
        timeout: end - performance.now(),
        interval: 200,
        message: `message ${this.sent.get(clientId)?.body} to be acknowledged`,
      });
    }
  }

  /** The events of one name, so far. */
  events<Name extends EventName>(name: Name): Received<Name>[] {
    return this.received.filter((event): event is Received<Name> => event.name === name);
  }

  async #attempt(clientId: string): Promise<MessageDto | undefined> {
    const entry = this.sent.get(clientId);
    if (!entry) throw new Error(`Nothing was sent as ${clientId}.`);
    entry.tries += 1;
    const { channelId, body } = entry;
    try {
      const message = await this.call('message.send', { channelId, clientId, body });
      this.acked.set(clientId, message);
      entry.ackedAt = performance.now();
      return message;
    } catch (error) {
      if (error instanceof Refused) this.refused.set(clientId, error.error);
      else if (!(error instanceof Unreachable)) throw error;
      return undefined;
    }
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => this.#resync.reconnected());
    socket.on('disconnect', (reason) => {
      this.lost.push(performance.now());
      if (reason === 'io server disconnect') socket.connect();
    });
    socket.on('connect_error', () => {
      // A refusal by the server ends the automatic attempts; the app waits as long before it asks again.
      if (!socket.active) this.#retry = setTimeout(() => socket.connect(), 5000 + Math.random() * 5000);
    });
    socket.onAny((name: EventName, payload: ServerEvents[EventName]) => {
      this.received.push({ name, payload, at: performance.now() });
      if (name === 'hello') this.greeted.push(performance.now());
      this.state.update((state) => applyEvent(state, name, payload as never, Date.now()));
      this.#resync.check();
    });
  }
}

async function getJson<T>(url: string, path: string, token: string): Promise<T> {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Everybody writes, a message every few milliseconds, until told to stop; then every answer is waited for. */
export function writeSteadily(recorders: Recorder[], channelId: string, everyMs = 5): () => Promise<void> {
  let stopped = false;
  const writing = recorders.map(async (recorder, who) => {
    const answers: Promise<unknown>[] = [];
    for (let n = 1; !stopped; n += 1) {
      answers.push(recorder.send(channelId, `message ${n} of ${who}`));
      await sleep(everyMs);
    }
    await Promise.all(answers);
  });
  return async () => {
    stopped = true;
    await Promise.all(writing);
  };
}

export const countAcked = (recorders: Recorder[]): number =>
  recorders.reduce((sum, { acked }) => sum + acked.size, 0);
