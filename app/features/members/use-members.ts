import { type RefObject, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { type CommunityDto, communityLimits, type MemberGroup, type MemberPage } from '#contract/communities';
import { useVisible } from '../../lib/use-visible.ts';

/** Milliseconds, on average, between hearing that something changed and asking anew: changes often come in groups. */
const quiet = 2_000;
/** Milliseconds that somebody pauses between two letters of what they look for. */
const betweenLetters = 150;

const none: readonly MemberGroup[] = [];

interface Read {
  pages: readonly MemberPage[];
  /** The community as it was when they were read; null before the first page. */
  of: CommunityDto | null;
  query: string;
}

/**
 * The members as far as they were read, or those who are looked for. While `panel` is in view, a change of the community
 * has read anew what is shown, in one step: all pages while they are few, else those around the place in the list that
 * `reached` tells; the others are read again when one comes to them.
 */
export function useMembers(
  panel: RefObject<HTMLElement | null>,
  community: CommunityDto,
  first: MemberPage | null,
  query: string,
  reached: () => number,
) {
  const [read, setRead] = useState<Read>(() => ({
    pages: first ? [first] : [],
    of: first ? community : null,
    query: '',
  }));
  const [failures, setFailures] = useState(0);
  const [loading, setLoading] = useState(false);
  const visible = useVisible(panel);
  const stale = read.of !== community || read.query !== query;

  const refresh = useEffectEvent(async (signal: AbortSignal) => {
    const kept = read.query === query ? read.pages : [];
    const last = Math.min(kept.length - 1, Math.floor(reached() / communityLimits.memberPage));
    const from = last > 4 ? last - 1 : 0;
    const pages = kept.slice(0, from);
    try {
      do pages.push(await fetchPage(community.id, query, pages.at(-1)?.next, signal));
      while (pages.at(-1)?.next && pages.length <= last);
      setFailures(0);
      setRead({ pages, of: community, query });
    } catch {
      if (!signal.aborted) setFailures((now) => now + 1);
    }
  });

  const isNewQuery = read.query !== query;
  const isEmpty = read.of === null;
  useEffect(() => {
    if (!stale || !visible) return;
    const ended = new AbortController();
    const pause = quiet * 2 ** Math.min(failures, 5) * (0.5 + Math.random());
    const wanted = failures > 0 ? pause : isNewQuery ? betweenLetters : isEmpty ? 0 : pause;
    const timer = setTimeout(() => void refresh(ended.signal), wanted);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [stale, visible, community, query, failures, isNewQuery, isEmpty]);

  async function loadMore(after: string) {
    setLoading(true);
    try {
      const page = await fetchPage(community.id, read.query, after);
      setRead((now) => (now.pages.at(-1)?.next === after ? { ...now, pages: [...now.pages, page] } : now));
    } catch {
      setFailures((now) => now + 1);
      // Whatever was missed is asked for again with the rest.
      setRead((now) => ({ ...now, of: null }));
    }
    setLoading(false);
  }

  const members = useMemo(() => read.pages.flatMap((page) => page.members), [read.pages]);

  return {
    groups: read.pages.at(-1)?.groups ?? none,
    members,
    next: read.pages.at(-1)?.next ?? null,
    waiting: read.pages.length === 0,
    failed: failures > 0,
    loading,
    loadMore: (after: string) => void loadMore(after),
  };
}

async function fetchPage(
  communityId: string,
  query: string,
  after: string | null | undefined,
  signal?: AbortSignal,
): Promise<MemberPage> {
  const wanted = new URLSearchParams({ ...(query && { query }), ...(after && { after }) });
  const response = await fetch(
    `/api/v1/communities/${communityId}/members${wanted.size > 0 ? `?${wanted.toString()}` : ''}`,
    { headers: { 'X-Hearth-Client': '1' }, ...(signal && { signal }) },
  );
  if (!response.ok) throw new Error(`Members: ${response.status}`);
  return (await response.json()) as MemberPage;
}
