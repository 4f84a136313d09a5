import { useMemo } from 'react';
import type { TypingNote } from './client-state.ts';
import type { ConnectionStatus } from './connection.ts';
import { useClientState } from './hooks.ts';
import { sameItems, useStore } from './store.ts';
import { useRealtime } from './use-realtime.ts';

const nobody: readonly TypingNote[] = [];

/** Who is writing in the channel, longest first; not whom the viewer blocked. */
export function useTyping(channelId: string): readonly TypingNote[] {
  return useClientState(
    (state) =>
      (state.typing[channelId] ?? nobody).filter(
        ({ accountId }) => state.relations[accountId]?.state !== 'blocked',
      ),
    sameItems,
  );
}

/** How events reach this browser, and how many messages wait to be sent. */
export function useConnection(): { status: ConnectionStatus; settled: boolean; waiting: number } {
  const realtime = useRealtime();
  const { status, settled } = useStore(realtime.connection, (connection) => connection);
  const waiting = useStore(
    realtime.outbox,
    (outbox) => outbox.filter((entry) => entry.state !== 'failed').length,
  );
  return useMemo(() => ({ status, settled, waiting }), [status, settled, waiting]);
}
