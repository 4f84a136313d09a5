import type { ServerEvents } from '#contract/protocol';
import { applyEvent } from './apply-event.ts';
import type { ClientState } from './client-state.ts';

/** Milliseconds over which a burst of events becomes one change of state: at most one rendering a frame. */
const burst = 16;

type Waiting = {
  [Name in keyof ServerEvents]: { name: Name; payload: ServerEvents[Name] };
}[keyof ServerEvents];

/**
 * Collects events and applies them together. The first after a quiet moment is applied at once; what follows within
 * a frame waits for its end. `apply` gets one function for the whole batch.
 */
export function createInbox(apply: (change: (state: ClientState) => ClientState) => void): {
  put<Name extends keyof ServerEvents>(name: Name, payload: ServerEvents[Name]): void;
} {
  let waiting: Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) {
      timer = null;
      return;
    }
    timer = setTimeout(flush, burst);
    const now = Date.now();
    apply((state) =>
      batch.reduce((next, { name, payload }) => applyEvent(next, name, payload as never, now), state),
    );
  };

  return {
    put(name, payload) {
      waiting.push({ name, payload } as Waiting);
      if (timer === null) flush();
    },
  };
}
