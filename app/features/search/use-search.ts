import { useEffect, useEffectEvent, useState } from 'react';
import { m } from '#i18n';
import type { SearchOrder, SearchPage } from '#contract/search';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import type { SearchScope } from './finder.ts';

export interface SearchState {
  /** What the pages are for; null before the first answer. */
  text: string | null;
  pages: readonly SearchPage[];
  busy: boolean;
  /** What went wrong with the last attempt. */
  problem: string | null;
}

/** Milliseconds that somebody pauses between two letters. */
const betweenLetters = 300;
const nothing: SearchState = { text: null, pages: [], busy: false, problem: null };

/** Messages that hold what is typed, asked for at each pause; what was found before stays until then. */
export function useSearch(text: string, scope: SearchScope, order: SearchOrder) {
  const realtime = useRealtime();
  const [state, setState] = useState<SearchState>(nothing);

  const fetchPage = (after?: string) =>
    realtime.call('search.messages', {
      ...{ text, ...scope, order, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      ...(after && { after }),
    });
  const fetchFirst = useEffectEvent(() => fetchPage());
  const key = JSON.stringify([text, scope, order]);
  useEffect(() => {
    if (!text) return setState(nothing);
    let gone = false;
    const timer = setTimeout(() => {
      setState((now) => ({ ...now, busy: true }));
      fetchFirst().then(
        (page) => gone || setState({ text, pages: [page], busy: false, problem: null }),
        (error: unknown) => gone || setState({ text, pages: [], busy: false, problem: problemOf(error) }),
      );
    }, betweenLetters);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `key` says all of it
  }, [key]);

  async function loadMore() {
    const after = state.pages.at(-1)?.next;
    if (!after || state.busy) return;
    setState((now) => ({ ...now, busy: true }));
    try {
      const page = await fetchPage(after);
      setState((now) => ({
        ...now,
        busy: false,
        problem: null,
        pages: now.pages.at(-1)?.next === after ? [...now.pages, page] : now.pages,
      }));
    } catch (error) {
      setState((now) => ({ ...now, busy: false, problem: problemOf(error) }));
    }
  }
  return { ...state, loadMore: () => void loadMore() };
}

function problemOf(error: unknown): string {
  if (!(error instanceof Refused)) return m.chat_unreachable();
  return error.error.reason === 'search.too_broad' ? m.problem_search_too_broad() : sentence(error.error);
}
