import { Crown } from 'lucide-react';
import { useRef } from 'react';
import type { CommunityDto, MemberDto, MemberPage } from '#contract/communities';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMembers } from './use-members.ts';

/** The owner, then everybody by name. Shows a page of them; the rest come on request. */
export function MembersPanel({ community, first }: { community: CommunityDto; first: MemberPage | null }) {
  const panel = useRef<HTMLDivElement>(null);
  const { members, next, waiting, loadMore, loading } = useMembers(panel, community, first);
  const owners = members.filter(({ isOwner }) => isOwner);
  const others = members.filter(({ isOwner }) => !isOwner);
  return (
    <div ref={panel} aria-busy={waiting} className="min-h-0 flex-1 overflow-y-auto px-2 py-2.5">
      {waiting && <Skeleton className="m-2 h-32" />}
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
