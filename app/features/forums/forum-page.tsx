import { ArrowUp, MessagesSquare, Plus, Tags } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { ChannelHeader } from '../messages/late-channel-header.tsx';
import { ForumFilters } from './forum-filters.tsx';
import type { ForumData } from './load-forum.ts';
import { PostCard } from './post-card.tsx';
import { isAll, orderCookie, readOrder, searchOf, type Shown } from './post-filter.ts';
import { useForumRead } from './use-forum-read.ts';
import { useHeldOrder } from './use-held-order.ts';
import { usePosts } from './use-posts.ts';

const NewPostDialog = lazyPart(() => import('./new-post-dialog.tsx'));

/** A forum: its posts, which open beside it. Give it the channel's id as its key. */
export default function ForumPage({
  communityId,
  channel,
  loaded,
}: {
  communityId: string;
  channel: ChannelDto;
  /** Undefined when this browser came here without loading a page. */
  loaded: ForumData | undefined;
}): ReactNode {
  const realtime = useRealtime();
  const { threadId } = useParams();
  const [shown, setShown] = useState<Shown>(
    () => loaded?.shown ?? { order: readOrder(document.cookie), tagIds: [], unanswered: false },
  );
  const [writing, setWriting] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const posts = usePosts(channel.id, shown, loaded);
  const { current, older } = posts;
  const list = useHeldOrder(current?.posts ?? [], shown.order, scroller);
  const [now, setNow] = useState(loaded?.now ?? Date.now);
  useEffect(() => setNow(Date.now()), [current?.posts.length]);
  useEffect(() => realtime.openChannel(channel.id), [realtime, channel.id]);
  useForumRead(channel.id);
  useScrollPlace(scroller, threadId);

  const hasNews = posts.hasNews || list.moved;
  // At the top one sees what moves in; further down it waits.
  const { refresh } = posts;
  useEffect(() => {
    if (posts.hasNews && !list.isHeld) refresh();
  }, [posts.hasNews, list.isHeld, refresh]);

  const choose = (next: Shown): void => {
    if (next.order !== shown.order)
      document.cookie = `${orderCookie}=${next.order}; path=/; max-age=31536000; samesite=lax`;
    setShown(next);
    scroller.current?.scrollTo({ top: 0 });
  };
  const base = `/c/${communityId}/channels/${channel.id}`;
  const address = `/c/${communityId}/${channel.id}`;
  const mayPost = (['thread.create', 'message.send'] as const).every((each) =>
    channel.permissions.includes(each),
  );
  const newPost = (
    <ButtonLink
      to={`${base}/posts/new`}
      look="primary"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
        event.preventDefault();
        setWriting(true);
      }}
    >
      <Plus size={17} aria-hidden /> {m.forum_new_post()}
    </ButtonLink>
  );
  const cards = (those: typeof list.posts) =>
    those.map((post) => (
      <PostCard
        key={post.thread.id}
        {...{ post, communityId, address, now, tags: posts.tags }}
        current={post.thread.id === threadId}
      />
    ));
  const isEmpty = current !== undefined && list.posts.length === 0;
  return (
    <section
      aria-label={m.forum_region({ channel: isolate(channel.name) })}
      data-forum={channel.id}
      className="relative flex h-full min-h-0 min-w-0 flex-1 flex-col bg-canvas"
    >
      <ChannelHeader communityId={communityId} channel={channel} />
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-[820px] gap-4 px-4 py-5 tablet:px-6">
          {channel.topic && (
            <div className="rounded-l bg-panel px-4 py-3">
              <p className="text-small font-semibold text-soft">{m.forum_guidelines()}</p>
              <p dir="auto" className="mt-0.5 [overflow-wrap:anywhere]">
                {channel.topic}
              </p>
            </div>
          )}
          <div className="flex flex-wrap items-center gap-2">
            {mayPost && newPost}
            {channel.permissions.includes('channel.manage') && (
              <ButtonLink to={`${base}/tags`} look="quiet">
                <Tags size={17} aria-hidden /> {m.forum_manage_tags()}
              </ButtonLink>
            )}
          </div>
          <ForumFilters shown={shown} tags={posts.tags} onChoose={choose} />
          {posts.failed && (
            <p role="alert" className="flex flex-wrap items-center gap-3 text-soft">
              {m.forum_unreachable()}
              <Button onClick={posts.refresh}>{m.forum_again()}</Button>
            </p>
          )}
          {isEmpty && isAll(shown) && !posts.busy && (
            <EmptyState
              level="h2"
              icon={<MessagesSquare size={22} />}
              title={m.forum_none()}
              actions={mayPost && newPost}
            >
              {mayPost ? m.forum_none_text() : m.forum_none_reader()}
            </EmptyState>
          )}
          {isEmpty && !isAll(shown) && !posts.busy && (
            <EmptyState
              level="h2"
              icon={<Tags size={22} />}
              title={m.forum_none_matching()}
              actions={
                <Button onClick={() => choose({ ...shown, tagIds: [], unanswered: false })}>
                  {m.forum_show_all()}
                </Button>
              }
            >
              {m.forum_none_matching_text()}
            </EmptyState>
          )}
          {list.posts.length > 0 && (
            <ul className="grid gap-2" aria-busy={posts.busy || undefined}>
              {cards(list.posts)}
            </ul>
          )}
          {current?.next && (
            <MoreLink
              to={searchOf(shown, { before: current.next })}
              busy={posts.busy}
              onMore={() => posts.more('current')}
            >
              {m.forum_more()}
            </MoreLink>
          )}
          {older && (
            <section aria-labelledby="older-posts" className="mt-2 grid gap-2">
              <h2 id="older-posts" className="text-note font-semibold text-soft">
                {m.forum_older()}
              </h2>
              {older.posts.length > 0 ? (
                <ul className="grid gap-2">{cards(older.posts)}</ul>
              ) : (
                <p className="text-soft">{m.forum_older_none()}</p>
              )}
            </section>
          )}
          {current?.next === null && (!older || older.next) && (
            <MoreLink
              to={searchOf(shown, { older: true, ...(older?.next && { before: older.next }) })}
              busy={posts.busy}
              onMore={() => posts.more('older')}
            >
              {m.forum_older()}
            </MoreLink>
          )}
        </div>
      </div>
      {hasNews && list.isHeld && (
        <div className="pointer-events-none absolute inset-x-0 top-[calc(var(--header)+10px)] grid justify-items-center">
          <Button
            look="primary"
            className="pointer-events-auto shadow-low"
            onClick={() => {
              scroller.current?.scrollTo({ top: 0 });
              if (posts.hasNews) posts.refresh();
            }}
          >
            <ArrowUp size={16} aria-hidden /> {m.forum_news()}
          </Button>
        </div>
      )}
      {writing && (
        <NewPostDialog {...{ communityId, channel }} tags={posts.tags} onClose={() => setWriting(false)} />
      )}
    </section>
  );
}

/** The next page: a link without JavaScript, else it comes below what is there. */
const MoreLink = ({
  to,
  busy,
  onMore,
  children,
}: {
  to: string;
  busy: boolean;
  onMore: () => void;
  children: ReactNode;
}): ReactNode => (
  <div className="grid justify-items-center">
    <ButtonLink
      to={to}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        event.preventDefault();
        if (!busy) onMore();
      }}
    >
      {children}
    </ButtonLink>
  </div>
);

/** Where a post covers the list (on a phone), the way back leads to where one was in it. */
function useScrollPlace(
  scroller: React.RefObject<HTMLDivElement | null>,
  threadId: string | undefined,
): void {
  const place = useRef(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const note = () => {
      if (element.offsetParent !== null) place.current = element.scrollTop;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, [scroller]);
  useEffect(() => {
    if (threadId === undefined && scroller.current) scroller.current.scrollTop = place.current;
  }, [scroller, threadId]);
}
