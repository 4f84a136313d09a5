import type { ViewerDto } from '#contract/accounts';
import type { BootstrapDto } from '#contract/communities';
import type { MessagePage, ReplyDto } from '#contract/messages';
import type { ThreadDto } from '#contract/threads';
import type { SocketCommands } from '#contract/protocol';
import type { Placement } from './channel-log.ts';
import { newClientId } from './client-id.ts';
import { type Connection, type ConnectionNews, nextConnection, startingConnection } from './connection.ts';
import { insist } from './insist.ts';
import { keepEntry } from './keep-entry.ts';
import type { OutboxDb } from './outbox-db.ts';
import { type Outbox, type OutboxEntry, withEntry } from './outbox-entry.ts';
import type { Session } from './session.ts';
import { type ClientState, fromBootstrap, onlyVisible, withThreads } from './client-state.ts';
import { createStore, type Store } from './store.ts';
import { watchForms } from './upgrade.ts';

export interface NewMessage {
  channelId: string;
  body: string;
  replyTo: ReplyDto | null;
}

/**
 * The page's hold on everything live. The stores exist at once, on the instance too; the connection behind them is
 * fetched and opened by `start`, so that no byte of it delays the first paint.
 */
export interface Realtime {
  readonly state: Store<ClientState>;
  readonly connection: Store<Connection>;
  readonly outbox: Store<Outbox>;
  /** Channels whose newest message somebody is looking at right now: what comes there is not news to them. */
  readonly reading: Store<ReadonlySet<string>>;
  /** Opens the connection; the returned function closes it. */
  start(): () => void;
  /**
   * Keeps the channel's log complete until the returned function is called. When too much was missed and it has to be
   * loaded anew, `anchor` says around which message.
   */
  openChannel(channelId: string, anchor?: Anchor): () => void;
  /**
   * Calls a command: over the socket, or by HTTP while there is none. A message that it changed is in the state when
   * this resolves. Rejects with `Refused` or `Unreachable`.
   */
  call<Name extends CallName>(
    name: Name,
    input: SocketCommands[Name]['input'],
  ): Promise<SocketCommands[Name]['output']>;
  /** Adds a page of history to a channel's log, or makes the log of it. Resolves when it is in. */
  addPage(channelId: string, page: MessagePage, placement: Placement): Promise<void>;
  /** Takes a thread into the state that a page brought. */
  meetThread(thread: ThreadDto, isFollowed: boolean): void;
  /** Queues a message: it is in `outbox` when this returns, and stored in the browser when it resolves. */
  send(message: NewMessage): Promise<void>;
  /** Another attempt at what failed, as it was or without what it answers. */
  retry(clientId: string, change?: { replyTo: null }): void;
  discard(clientId: string): void;
}

export type CallName = keyof SocketCommands;

/** The message that is being read, null at the present. */
export type Anchor = () => string | null;

/** Channels on screen: how often, and where each is read. */
export type OpenChannels = Map<string, { count: number; anchor: Anchor | undefined }>;

const loadFailed: ConnectionNews = { type: 'failed', attempts: Infinity, online: false };

export function createRealtime(viewer: ViewerDto, bootstrap: BootstrapDto): Realtime {
  const stores = {
    state: createStore<ClientState>(fromBootstrap(viewer, bootstrap)),
    connection: createStore<Connection>(startingConnection),
    outbox: createStore<Outbox>([]),
  };
  const reading = createStore<ReadonlySet<string>>(new Set());
  const tab = newClientId();
  const open: OpenChannels = new Map();
  let session: Promise<Session> | null = null;
  let wanted = 0;

  /** What is asked for before `start` waits for it. */
  const pending: ((session: Session) => void)[] = [];
  const withSession = (use: (session: Session) => void): void => {
    if (session) void session.then(use);
    else pending.push(use);
  };

  /** Opened in a browser only, and by whoever needs it first: a message is stored before the session is there. */
  let opened: Promise<OutboxDb> | null = null;
  const db = (): Promise<OutboxDb> =>
    (opened ??= insist(() => import('./outbox-db.ts')).then(({ openOutboxDb }) => openOutboxDb()));

  const load = async (): Promise<Session> => {
    const { createSession } = await insist(
      () => import('./session.ts'),
      () => stores.connection.update((value) => nextConnection(value, loadFailed)),
    );
    return createSession({ ...stores, tab, open, db: db() });
  };

  return {
    ...stores,
    reading,
    start() {
      wanted += 1;
      watchForms();
      session ??= load();
      const started = session;
      void started.then((live) => wanted > 0 && live.connect());
      for (const use of pending.splice(0)) void started.then(use);
      return () => {
        wanted -= 1;
        void started.then((live) => wanted === 0 && live.disconnect());
      };
    },
    openChannel(channelId, anchor) {
      open.set(channelId, { count: (open.get(channelId)?.count ?? 0) + 1, anchor });
      withSession((live) => live.channelOpened(channelId));
      return () => {
        const entry = open.get(channelId);
        if (entry && entry.count > 1) open.set(channelId, { ...entry, count: entry.count - 1 });
        else open.delete(channelId);
        withSession((live) => live.channelClosed(channelId));
      };
    },
    call(name, input) {
      return new Promise((resolve, reject) => {
        withSession((live) => void live.call(name, input).then(resolve, reject));
      });
    },
    addPage: (...page) =>
      new Promise((resolve) => {
        withSession((live) => {
          live.addPage(...page);
          resolve();
        });
      }),
    meetThread(thread, isFollowed) {
      stores.state.update((value) =>
        onlyVisible({
          ...value,
          threads: withThreads(value.threads, [thread]),
          followed: isFollowed ? { ...value.followed, [thread.id]: true as const } : value.followed,
        }),
      );
    },
    async send({ channelId, body, replyTo }) {
      const entry: OutboxEntry = {
        clientId: newClientId(),
        accountId: viewer.id,
        channelId,
        body,
        replyTo,
        queuedAt: new Date().toISOString(),
        order: 0,
        tab,
        state: 'waiting',
      };
      stores.outbox.update((outbox) => withEntry(outbox, entry));
      await keepEntry(db(), stores.outbox, entry);
      withSession((live) => live.drain(channelId));
    },
    retry: (...what) => withSession((live) => live.retry(...what)),
    discard: (clientId) => withSession((live) => live.discard(clientId)),
  };
}
