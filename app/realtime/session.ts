import type { MessageDto, MessagePage } from '#contract/messages';
import type { SocketCommands } from '#contract/protocol';
import { applyEvent, withoutOldTyping } from './apply-event.ts';
import type { Placement } from './channel-log.ts';
import { callByHttp } from './http-call.ts';
import { type Connection, nextConnection } from './connection.ts';
import { createInbox } from './inbox.ts';
import type { OutboxDb } from './outbox-db.ts';
import type { Outbox } from './outbox-entry.ts';
import { createOutboxSender, type OutboxSender } from './outbox.ts';
import type { CallName, OpenChannels } from './realtime.ts';
import { createResync } from './resync.ts';
import { createSocket } from './socket.ts';
import { type ClientState, withBootstrap, withPage } from './state.ts';
import type { Store } from './store.ts';
import { holdTabLock, isTabGone } from './tab-lock.ts';
import { reloadOnce, reloadWhenIdle } from './upgrade.ts';

export interface SessionParts {
  state: Store<ClientState>;
  connection: Store<Connection>;
  outbox: Store<Outbox>;
  /** Names this load of the page. */
  tab: string;
  open: OpenChannels;
  db: Promise<OutboxDb>;
}

/** What lives behind the stores once its code has been fetched. */
export interface Session extends Pick<OutboxSender, 'drain' | 'retry' | 'discard'> {
  connect(): void;
  disconnect(): void;
  channelOpened(channelId: string): void;
  channelClosed(channelId: string): void;
  call<Name extends CallName>(
    name: Name,
    input: SocketCommands[Name]['input'],
  ): Promise<SocketCommands[Name]['output']>;
  addPage(channelId: string, page: MessagePage, placement: Placement): void;
}

/** Milliseconds after which a page that comes back into view asks what it missed. */
const longAway = 30_000;
/** Milliseconds between looks for messages that another tab left unsent. */
const adoptEvery = 30_000;

export function createSession({ state, connection, outbox, tab, open, db }: SessionParts): Session {
  const accountId = state.get().viewer.id;

  const call: Session['call'] = async (name, input) => {
    const answer = await (socket.connected ? socket.call(name, input) : callByHttp(name, input));
    // A changed message is in the state when its caller hears of it; its event says nothing new then.
    if (name.startsWith('message.')) take(answer as MessageDto);
    return answer;
  };
  const take = (message: MessageDto): void =>
    state.update((value) => applyEvent(value, 'message.updated', { message }, Date.now()));

  const resync = createResync({ state, open, connected: () => socket.connected, call });

  const settle = (message: MessageDto): void => {
    if (message.clientId && message.author?.id === accountId) sender.settle(message.clientId);
  };

  const sender = createOutboxSender({
    accountId,
    tab,
    outbox,
    db,
    isTabGone,
    send: (input) => call('message.send', input),
  });

  const inbox = createInbox((change) => {
    state.update(change);
    resync.check();
    expireTyping();
  });

  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  const expireTyping = (): void => {
    clearTimeout(typingTimer);
    const ends = Object.values(state.get().typing).flatMap((notes) => notes.map((note) => note.until));
    if (ends.length === 0) return;
    const drop = (): void => {
      state.update((value) => withoutOldTyping(value, Date.now()));
      expireTyping();
    };
    typingTimer = setTimeout(drop, Math.max(0, Math.min(...ends) - Date.now()));
  };

  /** What happened to communities while no socket listened: the page's own data may be older than the connection too. */
  const refreshCommunities = async (): Promise<void> => {
    const before = state.get().communities;
    try {
      const bootstrap = await call('bootstrap.get', {});
      state.update((value) => {
        // An event that came meanwhile is newer than the answer.
        const changed = value.communityOrder.filter((id) => value.communities[id] !== before[id]);
        return withBootstrap(value, bootstrap, new Set(changed));
      });
    } catch {
      // The next connection asks again.
    }
  };

  let pageBuild: string | null = null;
  const socket = createSocket({
    event(name, payload) {
      inbox.put(name, payload);
      if (name === 'message.created') settle((payload as { message: MessageDto }).message);
      if (name === 'resync') void refreshCommunities();
      if (name === 'session.ended') reloadOnce();
      if (name !== 'hello') return;
      const hello = payload as { accountId: string; build: string };
      // Another tab of this browser signed in as somebody else.
      if (hello.accountId !== accountId) return reloadOnce();
      if (pageBuild !== null && pageBuild !== hello.build) reloadWhenIdle(() => outbox.get().length > 0);
      pageBuild ??= hello.build;
    },
    news(news) {
      connection.update((value) => nextConnection(value, news));
      if (news.type !== 'connected') return;
      resync.reconnected();
      void refreshCommunities();
      sender.kick();
      void sender.adopt();
    },
    refused: reloadOnce,
  });

  let hiddenAt = 0;
  const visibility = (): void => {
    if (document.hidden) {
      hiddenAt = Date.now();
    } else if (Date.now() - hiddenAt > longAway) {
      resync.doubt();
      void sender.adopt();
    }
  };
  let adopting: ReturnType<typeof setInterval> | undefined;

  return {
    call,
    channelOpened: resync.channelOpened,
    channelClosed: resync.channelClosed,
    drain: sender.drain,
    addPage: (...page) => state.update((value) => withPage(value, ...page)),
    retry: sender.retry,
    discard: sender.discard,
    connect() {
      holdTabLock(tab);
      document.addEventListener('visibilitychange', visibility);
      adopting = setInterval(() => void sender.adopt(), adoptEvery);
      // The tab before a reload may not be gone yet for the browser: look again soon.
      void sender.adopt();
      setTimeout(() => void sender.adopt(), 2000);
      socket.connect();
    },
    disconnect() {
      document.removeEventListener('visibilitychange', visibility);
      clearInterval(adopting);
      socket.disconnect();
    },
  };
}
