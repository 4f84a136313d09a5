import { type RefObject, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { CommunityDto, MemberPage } from '#contract/communities';
import { m } from '#i18n';
import { Skeleton } from '../../ui/skeleton.tsx';
import { isGroup, memberItems } from './member-items.ts';
import { GroupTitle, MemberRow } from './member-rows.tsx';
import { useMembers } from './use-members.ts';

const rowHeight = 44;

/** All members, of whom only those in view are on the page; more are fetched as one scrolls. */
export default function LiveMembers({
  scroller,
  community,
  first,
  query,
}: {
  scroller: RefObject<HTMLDivElement | null>;
  community: CommunityDto;
  first: MemberPage | null;
  query: string;
}) {
  const asked = useDeferredValue(query.trim());
  const list = useRef<VirtualizerHandle>(null);
  const { groups, members, next, waiting, failed, loading, loadMore } = useMembers(
    scroller,
    community,
    first,
    asked,
    () => lastShown(list.current),
  );
  const { roles } = community;
  const items = useMemo(
    () => memberItems(groups, members, roles, next === null),
    [groups, members, roles, next],
  );

  // What is in view, and half a page below it, is fetched; once a page has come it is looked again.
  const look = () => {
    const reached = lastShown(list.current);
    const known = groups.length === 0 ? members.length : items.indexOf(null);
    if (next && !loading && !failed && known >= 0 && reached + 40 >= known) loadMore(next);
  };
  useEffect(look);

  if (waiting) return <Skeleton className="m-2 h-32" />;
  if (members.length === 0)
    return (
      <div role="status" className="grid gap-1 px-4 py-8 text-center">
        <p className="font-medium">{m.people_none_title()}</p>
        <p className="text-note text-soft">{m.people_none_text()}</p>
      </div>
    );
  return (
    <Virtualizer
      ref={list}
      scrollRef={scroller}
      data={items}
      itemSize={rowHeight}
      bufferSize={600}
      onScroll={look}
    >
      {(item, index) =>
        item === null ? (
          <div key={index} className="flex h-11 items-center gap-2.5 px-2" aria-hidden>
            <span className="size-8 flex-none rounded-[11px] bg-hover" />
            <span className="h-3 w-2/5 rounded-s bg-hover" />
          </div>
        ) : isGroup(item) ? (
          <GroupTitle key={`group-${item.roleId}`} roles={roles} group={item} />
        ) : (
          <MemberRow key={item.account.id} communityId={community.id} roles={roles} member={item} />
        )
      }
    </Virtualizer>
  );
}

/** The place in the list of the last line that is in view. */
const lastShown = (list: VirtualizerHandle | null): number =>
  list ? list.findItemIndex(list.scrollOffset + list.viewportSize) : 0;
