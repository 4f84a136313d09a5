import { Crown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFetcher, useRevalidator } from 'react-router';
import type { CommunityDto, MemberDto, MemberPage } from '#contract/communities';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { Avatar } from '../../ui/avatar.tsx';

/** The owner, then everybody by name. Shows a page of them; the rest come on request. */
export function MembersPanel({ community, first }: { community: CommunityDto; first: MemberPage }) {
  const { members, next, loadMore, loading } = useMembers(community, first);
  const owners = members.filter(({ isOwner }) => isOwner);
  const others = members.filter(({ isOwner }) => !isOwner);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-2 py-2.5">
      <MemberGroup title={m.members_owner()} members={owners} />
      <MemberGroup
        title={m.members_group({ count: Math.max(community.memberCount - owners.length, others.length) })}
        members={others}
      />
      {next && (
        <ButtonLink
          look="quiet"
          wide
          to={`/c/${community.id}/members?after=${encodeURIComponent(next)}`}
          aria-disabled={loading || undefined}
          onClick={(event) => {
            event.preventDefault();
            loadMore(next);
          }}
        >
          {m.members_more()}
        </ButtonLink>
      )}
    </div>
  );
}

export function MemberGroup({ title, members }: { title: string; members: readonly MemberDto[] }) {
  if (members.length === 0) return null;
  return (
    <section>
      <h2 className="px-2 pt-3 pb-1 text-small font-medium text-faint">{title}</h2>
      <ul>
        {members.map((member) => (
          <MemberRow key={member.account.id} member={member} />
        ))}
      </ul>
    </section>
  );
}

function MemberRow({ member: { account, isOwner } }: { member: MemberDto }) {
  return (
    <li className="flex h-11 items-center gap-2.5 rounded-[9px] px-2 [content-visibility:auto]">
      <Avatar id={account.id} name={account.displayName} size="medium" />
      <span className="min-w-0 flex-1">
        <bdi className="name leading-tight font-medium" title={account.displayName}>
          {account.displayName}
        </bdi>
        {account.username !== account.displayName && (
          <bdi className="name text-small leading-tight text-faint">{account.username}</bdi>
        )}
      </span>
      {isOwner && <Crown size={15} className="flex-none text-accent-strong" aria-hidden />}
    </li>
  );
}

/** The pages read so far. Starts again when the layout brings a new first page, which it does when the count changes. */
function useMembers(community: CommunityDto, first: MemberPage) {
  const fetcher = useFetcher<{ page: MemberPage; after: string | null }>();
  const [start, setStart] = useState(first);
  const [more, setMore] = useState<MemberPage[]>([]);
  const [seen, setSeen] = useState<unknown>();
  const { revalidate } = useRevalidator();
  const [count, setCount] = useState(community.memberCount);

  if (start !== first) {
    setStart(first);
    setMore([]);
  }
  const last = more.at(-1) ?? first;
  if (fetcher.data && fetcher.data !== seen) {
    setSeen(fetcher.data);
    if (fetcher.data.after === last.next) setMore([...more, fetcher.data.page]);
  }

  // Somebody came or went: the count is live, the names are not.
  const shownCount = community.memberCount;
  useEffect(() => {
    if (shownCount === count) return;
    setCount(shownCount);
    void revalidate();
  }, [shownCount, count, revalidate]);

  return {
    members: [first, ...more].flatMap(({ members }) => members),
    next: last.next,
    loading: fetcher.state !== 'idle',
    loadMore: (after: string) =>
      void fetcher.load(`/c/${community.id}/members?after=${encodeURIComponent(after)}`),
  };
}
