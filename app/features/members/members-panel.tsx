import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type CommunityDto, communityLimits, type MemberPage } from '#contract/communities';
import { m } from '#i18n';
import { whenIdle } from '../../lib/when-idle.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import type LiveMembers from './live-members.tsx';
import { PlainMembers } from './plain-members.tsx';

/**
 * Everybody, in the groups of their roles. At first a plain page of them; once the page has come to rest all of them,
 * as far as one scrolls, and what is looked for.
 */
export default function MembersPanel({
  community,
  first,
}: {
  community: CommunityDto;
  first: MemberPage | null;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [Live, setLive] = useState<typeof LiveMembers | null>(null);
  const [query, setQuery] = useState('');

  useEffect(
    () =>
      whenIdle(() =>
        import('./live-members.tsx').then(
          (part) => setLive(() => part.default),
          // The page of members that came with the document stays.
          () => undefined,
        ),
      ),
    [],
  );

  return (
    <>
      <form
        action={`/c/${community.id}/members`}
        className="relative flex-none px-3 pt-3 pb-1.5"
        onSubmit={(event) => event.preventDefault()}
      >
        <Search size={15} aria-hidden className="absolute start-5.5 top-[22px] text-faint" />
        <input
          type="search"
          name="q"
          aria-label={m.people_search()}
          placeholder={m.people_search()}
          maxLength={communityLimits.memberSearchMax}
          autoComplete="off"
          className="h-9 w-full rounded-base bg-field ps-8 pe-2 text-note ring-1 ring-edge ring-inset outline-none focus:ring-2 focus:ring-accent-strong pointer-coarse:text-[16px]"
          onChange={(event) => setQuery(event.target.value)}
        />
      </form>
      <div
        ref={scroller}
        data-member-list
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-2.5"
        aria-busy={!Live && !first}
      >
        {Live ? (
          <Live scroller={scroller} community={community} first={first} query={query} />
        ) : first ? (
          <PlainMembers community={community} page={first} />
        ) : (
          <Skeleton className="m-2 h-32" />
        )}
      </div>
    </>
  );
}
