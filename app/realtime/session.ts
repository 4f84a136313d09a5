import type { MessageDto, MessagePage } from '#contract/messages';
import type { PollOfMessage } from '#contract/polls';
import type { ServerEvents, SocketCommands } from '#contract/protocol';
import { applyEvent, withoutOldTyping } from './apply-event.ts';
import { Refused } from './call-error.ts';
import type { Placement } from './channel-log.ts';
import { callByHttp } from './http-call.ts';
import { type Connection, nextConnection } from './connection.ts';
import { createInbox } from './inbox.ts';
import type { OutboxDb } from './outbox-db.ts';
import type { Outbox } from './outbox-entry.ts';
import { createOutboxSender, type OutboxSender } from './outbox.ts';
import type { CallName, OpenChannels } from './realtime.ts';
import { createPresence } from './presence.ts';
import { createResync } from './resync.ts';
import { createSocket } from './socket.ts';
import { type ClientState, changedSince, withBootstrap, withPage } from './state.ts';
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
  /** Somebody came into view, or went out of it. */
  personShown(accountId: string): void;
  personHidden(accountId: string): void;
}

/** Milliseconds after which a page that comes back into view asks what it missed. */
const longAway = 30_000;
/** Milliseconds between looks for messages that another tab left unsent. */
const adoptEvery = 30_000;

export function createSession({ state, connection, outbox, tab, open, db }: SessionParts): Session {
  const accountId = state.get().viewer.id;
  holdTabLock(tab);

  /** The present connection has said that it acts as this page's account. */
  let greeted = false;
  const connected = (): boolean => greeted && socket.connected;

  const call: Session['call'] = async (name, input) => {
    const answer = await (connected() ? socket.call(name, input) : callByHttp(name, input, accountId)).catch(
      (error: unknown) => {
        if (error instanceof Refused && error.error.reason === 'account.other') reloadOnce();
        throw error;
      },
    );
    // A changed message is in the state when its caller hears of it; its event says nothing new then.
    if (name.startsWith('message.')) take(answer as MessageDto);
    if (name === 'reaction.add' || name === 'reaction.remove') {
      const { change } = answer as SocketCommands['reaction.add']['output'];
      if (change) state.update((value) => applyEvent(value, 'reaction.changed', change, Date.now()));
    }
    if ('poll' in answer)
      state.update((value) => applyEvent(value, 'poll.own', answer as PollOfMessage, Date.now()));
    if (name === 'reaction.clear') {
      const { cleared } = answer as SocketCommands['reaction.clear']['output'];
      if (cleared) state.update((value) => applyEvent(value, 'reaction.cleared', cleared, Date.now()));
    }
    if (name.startsWith('messages.'))
      for (const each of (answer as { messages: MessageDto[] }).messages) take(each);
    return answer;
  };
  const take = (message: MessageDto): void =>
    state.update((value) => applyEvent(value, 'message.updated', { message }, Date.now()));

  const resync = createResync({ state, open, connected, call });

  const presence = createPresence({ state, connected, call });

  /** Came, but is not in the state yet. */
  let arrived: MessageDto[] = [];
  /** What is in the state needs no place in the queue: not a moment earlier, or it would vanish in between. */
  const settle = (): void => {
    const messages = arrived;
    arrived = [];
    for (const { clientId, author } of messages)
      if (clientId && author?.id === accountId) sender.settle(clientId);
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
    settle();
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
      // An event that came meanwhile is newer than the answer.
      state.update((value) => ({
        ...withBootstrap(value, bootstrap, changedSince(value, before)),
        heard: { ...value.heard, gaps: (value.heard?.gaps ?? 0) + 1 },
      }));
      resync.check();
    } catch {
      // The next connection asks again.
    }
  };

  let pageBuild: string | null = null;
  const greet = (hello: { accountId: string; build: string }): void => {
    // Another tab of this browser signed in as somebody else: nothing of this page goes out in their name, and nothing
    // of theirs comes in.
    if (hello.accountId !== accountId) return reloadOnce();
    greeted = true;
    resync.reconnected();
    presence.reconnected();
    void refreshCommunities();
    sender.kick();
    void sender.adopt();
    if (pageBuild !== null && pageBuild !== hello.build) reloadWhenIdle(() => outbox.get().length > 0);
    pageBuild ??= hello.build;
  };

  const socket = createSocket({
    event(name, payload) {
      if (name === 'hello') return greet(payload as ServerEvents['hello']);
      if (name === 'session.ended') return reloadOnce();
      if (!greeted) return;
      if (name === 'message.created') arrived.push((payload as ServerEvents['message.created']).message);
      inbox.put(name, payload);
      if (name === 'resync') void refreshCommunities();
    },
    news(news) {
      connection.update((value) => nextConnection(value, news));
      if (news.type === 'connected' || news.type === 'lost') greeted = false;
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
    addPage(...page) {
      state.update((value) => withPage(value, ...page));
      resync.check();
    },
    personShown: presence.show,
    personHidden: presence.hide,
    retry: sender.retry,
    discard: sender.discard,
    connect() {
      document.addEventListener('visibilitychange', visibility);
      presence.start();
      adopting = setInterval(() => void sender.adopt(), adoptEvery);
      // The tab before a reload may not be gone yet for the browser: look again soon.
      void sender.adopt();
      setTimeout(() => void sender.adopt(), 2000);
      socket.connect();
    },
    disconnect() {
      document.removeEventListener('visibilitychange', visibility);
      presence.stop();
      clearInterval(adopting);
      socket.disconnect();
    },
  };
}
