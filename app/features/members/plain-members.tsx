import type { CommunityDto, MemberPage } from '#contract/communities';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { isGroup, memberItems } from './member-items.ts';
import { GroupTitle, MemberRow } from './member-rows.tsx';

/** A page of members as it is, and the way to the next one. */
export function PlainMembers({
  community,
  page: { groups, members, next },
  more = '',
}: {
  community: CommunityDto;
  page: MemberPage;
  /** What the next page's address says besides. */
  more?: string;
}) {
  const items = memberItems(groups, members, community.roles, true);
  return (
    <>
      {items.map((item) =>
        item === null ? null : isGroup(item) ? (
          <GroupTitle key={item.roleId ?? ''} roles={community.roles} group={item} />
        ) : (
          <MemberRow key={item.account.id} communityId={community.id} roles={community.roles} member={item} />
        ),
      )}
      {next && (
        <ButtonLink
          look="quiet"
          wide
          to={`/c/${community.id}/members?after=${encodeURIComponent(next)}${more}`}
        >
          {m.members_more()}
        </ButtonLink>
      )}
    </>
  );
}
