import { useEffect, useEffectEvent, useState } from 'react';
import type { AuthorDto } from '#contract/messages';

interface Page {
  people: readonly AuthorDto[];
  /** What the next page begins after; null at the end. */
  next: string | null;
}

interface Pages {
  people: readonly AuthorDto[];
  /** As of a page; undefined while one is on its way. */
  next: string | null | undefined;
  failed: boolean;
}

const nothing: Pages = { people: [], next: undefined, failed: false };

/** Fetches the first page, or the one that begins after `after`. */
export type FetchPeople = (after?: string) => Promise<Page>;

/** People, page by page; anew when `version` changes. */
export function usePeoplePages(
  version: number | undefined,
  fetchPage: FetchPeople,
): Pages & { more: () => void; retry: () => void } {
  const [state, setState] = useState(nothing);
  const [tries, setTries] = useState(0);
  const begin = useEffectEvent(() => fetchPage());

  useEffect(() => {
    let gone = false;
    setState((value) => ({ ...value, next: undefined, failed: false }));
    begin().then(
      (page) => !gone && setState({ ...page, failed: false }),
      () => !gone && setState((value) => ({ ...value, next: null, failed: true })),
    );
    return () => {
      gone = true;
    };
  }, [version, tries]);

  const more = async (): Promise<void> => {
    if (!state.next) return;
    const after = state.next;
    setState((value) => ({ ...value, next: undefined }));
    try {
      const page = await fetchPage(after);
      setState((value) => ({ people: [...value.people, ...page.people], next: page.next, failed: false }));
    } catch {
      setState((value) => ({ ...value, next: after, failed: true }));
    }
  };
  return { ...state, more: () => void more(), retry: () => setTries((value) => value + 1) };
}
