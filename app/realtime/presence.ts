import { presenceLimits } from '#contract/presence';
import { watchActivity } from './activity.ts';
import type { ClientState } from './client-state.ts';
import { withPresence } from './presence-state.ts';
import type { CallName } from './realtime.ts';
import type { SocketCommands } from '#contract/protocol';
import type { Store } from './store.ts';

interface PresenceParts {
  state: Store<ClientState>;
  connected: () => boolean;
  call: <Name extends CallName>(
    name: Name,
    input: SocketCommands[Name]['input'],
  ) => Promise<SocketCommands[Name]['output']>;
}

/** Milliseconds in which rows that come into view and go are gathered: a list that is scrolled asks once. */
const gatherMs = 200;

/**
 * Follows the people on screen: whoever is shown in several places is followed once, and the latest are when there are
 * more than the instance allows. Says when nobody is at this tab. A connection that is new is told both again.
 */
export function createPresence({ state, connected, call }: PresenceParts) {
  const shown = new Map<string, number>();
  let idle = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const follow = async (): Promise<void> => {
    timer = undefined;
    if (!connected()) return;
    const accountIds = [...shown.keys()].slice(-presenceLimits.watchedMax);
    const { people } = await call('presence.watch', { accountIds });
    state.update((value) => withPresence(value, people));
  };
  const plan = (): void => {
    // What does not get through is asked for by the next connection.
    timer ??= setTimeout(() => void follow().catch(() => undefined), gatherMs);
  };
  const tellIdle = (): void => {
    if (connected()) void call('presence.activity', { idle }).catch(() => undefined);
  };
  let activity: { stop: () => void } | undefined;

  return {
    start(): void {
      activity ??= watchActivity((now) => {
        idle = now;
        tellIdle();
      });
    },
    stop(): void {
      activity?.stop();
      activity = undefined;
      clearTimeout(timer);
      timer = undefined;
    },
    reconnected(): void {
      if (shown.size > 0) plan();
      if (idle) tellIdle();
    },
    show(accountId: string): void {
      const count = shown.get(accountId) ?? 0;
      shown.set(accountId, count + 1);
      if (count === 0) plan();
    },
    hide(accountId: string): void {
      const count = shown.get(accountId) ?? 0;
      if (count > 1) shown.set(accountId, count - 1);
      else if (shown.delete(accountId)) plan();
    },
  };
}
