import { useEffect, useState } from 'react';
import type { ReactorDto } from '#contract/reactions';
import { useRealtime } from '../../realtime/use-realtime.ts';

interface Reactors {
  reactors: readonly ReactorDto[];
  /** What the next page begins after; null at the end, undefined while a page is on its way. */
  next: string | null | undefined;
  failed: boolean;
}

const nothing: Reactors = { reactors: [], next: undefined, failed: false };

/** Who reacted with an emoji, page by page; anew when `key` changes. */
export function useReactors(
  messageId: string,
  emoji: string,
  key: string,
): Reactors & { more: () => void; retry: () => void } {
  const realtime = useRealtime();
  const [state, setState] = useState(nothing);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let gone = false;
    setState((value) => ({ ...value, next: undefined, failed: false }));
    realtime.call('reaction.list', { messageId, emoji }).then(
      (page) => !gone && setState({ ...page, failed: false }),
      () => !gone && setState((value) => ({ ...value, next: null, failed: true })),
    );
    return () => {
      gone = true;
    };
  }, [realtime, messageId, emoji, key, tries]);

  const more = async (): Promise<void> => {
    if (!state.next) return;
    const after = state.next;
    setState((value) => ({ ...value, next: undefined }));
    try {
      const page = await realtime.call('reaction.list', { messageId, emoji, after });
      setState((value) => ({
        reactors: [...value.reactors, ...page.reactors],
        next: page.next,
        failed: false,
      }));
    } catch {
      setState((value) => ({ ...value, next: after, failed: true }));
    }
  };
  return { ...state, more: () => void more(), retry: () => setTries((value) => value + 1) };
}
