import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ForumTagDto, PostDto, PostOrder, PostPage } from '#contract/forums';
import type { ThreadDto } from '#contract/threads';
import { useClientState } from '../../realtime/hooks.ts';
import { sameItems, useStore } from '../../realtime/store.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import type { ForumData } from './load-forum.ts';
import type { Shown } from './post-filter.ts';

/** A part of the list that goes on page by page. */
interface Part {
  posts: readonly PostDto[];
  next: string | null;
}

export interface Posts {
  /** Undefined while the first page is on its way. */
  current: Part | undefined;
  /** Archived posts; undefined until they were asked for. */
  older: Part | undefined;
  tags: readonly ForumTagDto[];
  /** A post that is not in the list was begun, or has come back to life. */
  hasNews: boolean;
  failed: boolean;
  busy: boolean;
  /** Reads the first page again; what was loaded beyond it stays. */
  refresh(): void;
  more(part: 'current' | 'older'): void;
}

/**
 * The posts of a forum as events keep them: titles, counts and tags follow, what was deleted or archived goes. What is
 * new is only told of (`hasNews`): the list moves when its reader lets it.
 */
export function usePosts(channelId: string, shown: Shown, loaded: ForumData | undefined): Posts {
  const realtime = useRealtime();
  const { settled } = useStore(realtime.connection, (value) => value);
  const [current, setCurrent] = useState<Part | undefined>(loaded?.older ? undefined : loaded?.page);
  const [older, setOlder] = useState<Part | undefined>(loaded?.older ? loaded.page : undefined);
  const [tags, setTags] = useState<readonly ForumTagDto[]>(loaded?.page.tags ?? []);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  /** An answer to what was asked for before something else was chosen is not shown. */
  const asked = useRef(0);
  const met = useRef(new Set<string>());
  const key = JSON.stringify(shown);
  const first = useRef(loaded ? key : '');

  const ask = useCallback(
    async (more: { archived?: boolean; before?: string }, take: (page: PostPage) => void) => {
      const turn = ++asked.current;
      setBusy(true);
      try {
        const filter = JSON.parse(key) as Shown;
        const page = await realtime.call('post.list', {
          ...{ channelId, ...filter, tagIds: [...filter.tagIds] },
          ...more,
        });
        if (turn !== asked.current) return;
        for (const { thread } of page.posts) meet(realtime, met.current, thread);
        setTags(page.tags);
        take(page);
        setFailed(false);
      } catch {
        if (turn === asked.current) setFailed(true);
      } finally {
        if (turn === asked.current) setBusy(false);
      }
    },
    [realtime, channelId, key],
  );

  // Events hold for what the page brought, too.
  useEffect(() => {
    for (const { thread } of loaded?.page.posts ?? []) meet(realtime, met.current, thread);
  }, [realtime, loaded]);

  useEffect(() => {
    if (first.current === key) return;
    first.current = key;
    setOlder(undefined);
    void ask({}, setCurrent);
  }, [key, ask]);

  const { order } = shown;
  const refresh = useCallback(
    () => void ask({}, (page) => setCurrent((old) => joined(page, old, order))),
    [ask, order],
  );
  // After a connection that was away: what happened meanwhile was told to nobody.
  const wasSettled = useRef(settled);
  useEffect(() => {
    if (settled && !wasSettled.current) refresh();
    wasSettled.current = settled;
  }, [settled, refresh]);

  const threads = useClientState(
    (state) => Object.values(state.threads).filter(({ parentId }) => parentId === channelId),
    sameItems,
  );
  const live = useMemo(() => new Map(threads.map((thread) => [thread.id, thread])), [threads]);
  const keep = (part: Part | undefined, archived: boolean): Part | undefined =>
    part && {
      ...part,
      posts: part.posts.flatMap((post) => {
        const thread = live.get(post.thread.id);
        if (!thread) return met.current.has(post.thread.id) ? [] : post;
        return thread.isArchived === archived ? { ...post, thread } : [];
      }),
    };
  const [kept, keptOlder] = [keep(current, false), keep(older, true)];
  const known = new Set([...(kept?.posts ?? []), ...(keptOlder?.posts ?? [])].map(({ thread }) => thread.id));
  const latest = current?.posts.filter(({ thread }) => !thread.isPinned)[0]?.thread;
  const isNews = (thread: ThreadDto) =>
    !thread.isArchived &&
    !known.has(thread.id) &&
    (!latest || (shown.order === 'newest' ? thread.id > latest.id : thread.activeAt > latest.activeAt)) &&
    (shown.tagIds.length === 0 || thread.tagIds.some((id) => shown.tagIds.includes(id))) &&
    (!shown.unanswered || thread.posted <= 1);

  return {
    current: kept,
    older: keptOlder,
    tags,
    hasNews: current !== undefined && threads.some(isNews),
    failed,
    busy,
    refresh,
    more(part) {
      const old = part === 'older' ? older : current;
      const take = part === 'older' ? setOlder : setCurrent;
      const more = { ...(part === 'older' && { archived: true }), ...(old?.next && { before: old.next }) };
      void ask(more, ({ posts, next }) => {
        const seen = new Set(old?.posts.map(({ thread }) => thread.id));
        const rest = posts.filter(({ thread }) => !seen.has(thread.id));
        take({ posts: [...(old?.posts ?? []), ...rest], next });
      });
    },
  };
}

function meet(realtime: ReturnType<typeof useRealtime>, met: Set<string>, thread: ThreadDto): void {
  realtime.meetThread(thread, false);
  met.add(thread.id);
}

/** The first page anew, and after it what was there beyond it; what is gone from the page itself is gone. */
function joined(page: PostPage, old: Part | undefined, order: PostOrder): Part {
  const last = page.posts.at(-1);
  if (!old || !last || page.next === null) return page;
  const keyOf = ({ thread }: PostDto) => (order === 'newest' ? thread.id : thread.activeAt);
  const fresh = new Set(page.posts.map(({ thread }) => thread.id));
  const rest = old.posts.filter(
    (post) => !post.thread.isPinned && !fresh.has(post.thread.id) && keyOf(post) <= keyOf(last),
  );
  return rest.length === 0 ? page : { posts: [...page.posts, ...rest], next: old.next };
}
