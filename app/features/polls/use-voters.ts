import { useEffect, useState } from 'react';
import type { VoterPage } from '#contract/polls';
import { useRealtime } from '../../realtime/use-realtime.ts';

interface Voters {
  voters: VoterPage['voters'];
  /** What the next page begins after; null at the end, undefined while a page is on its way. */
  next: string | null | undefined;
  failed: boolean;
}

const nothing: Voters = { voters: [], next: undefined, failed: false };

/** Who chose an answer, page by page; anew when the votes change. */
export function useVoters(
  messageId: string,
  answer: number,
  votes: number,
): Voters & { more: () => void; retry: () => void } {
  const realtime = useRealtime();
  const [state, setState] = useState(nothing);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let gone = false;
    setState((value) => ({ ...value, next: undefined, failed: false }));
    realtime.call('poll.voters', { messageId, answer }).then(
      (page) => !gone && setState({ ...page, failed: false }),
      () => !gone && setState((value) => ({ ...value, next: null, failed: true })),
    );
    return () => {
      gone = true;
    };
  }, [realtime, messageId, answer, votes, tries]);

  const more = async (): Promise<void> => {
    if (!state.next) return;
    const after = state.next;
    setState((value) => ({ ...value, next: undefined }));
    try {
      const page = await realtime.call('poll.voters', { messageId, answer, after });
      setState((value) => ({ voters: [...value.voters, ...page.voters], next: page.next, failed: false }));
    } catch {
      setState((value) => ({ ...value, next: after, failed: true }));
    }
  };
  return { ...state, more: () => void more(), retry: () => setTries((value) => value + 1) };
}
