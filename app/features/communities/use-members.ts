import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { CommunityDto, MemberPage } from '#contract/communities';
import { m } from '#i18n';
import { useVisible } from '../../lib/use-visible.ts';
import { useToast } from '../../ui/toast.tsx';

/** Milliseconds, on average, between hearing that somebody came or went and asking who: they often come in groups. */
const quiet = 2_000;

interface Read {
  pages: readonly MemberPage[];
  /** How many members there were when they were read; null before the first page. */
  count: number | null;
}

/**
 * The members as far as they were read. The count is live, the names are not: while `panel` is in view, a change of the
 * count has as much read anew as is shown, and takes its place in one step.
 */
export function useMembers(
  panel: RefObject<HTMLElement | null>,
  community: CommunityDto,
  first: MemberPage | null,
) {
  const [read, setRead] = useState<Read>(
    first ? { pages: [first], count: community.memberCount } : { pages: [], count: null },
  );
  const [failures, setFailures] = useState(0);
  const [loading, setLoading] = useState(false);
  const toast = useToast();
  const visible = useVisible(panel);
  const stale = read.count !== community.memberCount;

  const refresh = useEffectEvent(async (signal: AbortSignal) => {
    const count = community.memberCount;
    const pages: MemberPage[] = [];
    try {
      do pages.push(await fetchPage(community.id, pages.at(-1)?.next, signal));
      while (pages.at(-1)?.next && pages.length < read.pages.length);
      setFailures(0);
      setRead({ pages, count });
    } catch {
      if (!signal.aborted) setFailures((now) => now + 1);
    }
  });

  useEffect(() => {
    if (!stale || !visible) return;
    const ended = new AbortController();
    const pause = quiet * 2 ** Math.min(failures, 5) * (0.5 + Math.random());
    const empty = read.count === null && failures === 0;
    const timer = setTimeout(() => void refresh(ended.signal), empty ? 0 : pause);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [stale, visible, read, failures]);

  async function loadMore(after: string) {
    setLoading(true);
    try {
      const page = await fetchPage(community.id, after);
      setRead(({ pages, count }) => ({
        count,
        pages: pages.at(-1)?.next === after ? [...pages, page] : pages,
      }));
    } catch {
      toast(m.ui_part_unreachable(), { kind: 'danger' });
    }
    setLoading(false);
  }

  return {
    members: read.pages.flatMap(({ members }) => members),
    next: read.pages.at(-1)?.next ?? null,
    waiting: read.count === null,
    loading,
    loadMore: (after: string) => void loadMore(after),
  };
}

async function fetchPage(
  communityId: string,
  after: string | null | undefined,
  signal?: AbortSignal,
): Promise<MemberPage> {
  const query = after ? `?after=${encodeURIComponent(after)}` : '';
  const response = await fetch(`/api/v1/communities/${communityId}/members${query}`, {
    headers: { 'X-Hearth-Client': '1' },
    ...(signal && { signal }),
  });
  if (!response.ok) throw new Error(`Members: ${response.status}`);
  return (await response.json()) as MemberPage;
}
