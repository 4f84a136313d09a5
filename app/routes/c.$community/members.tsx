import { m } from '#i18n';
import { MemberGroup } from '../../features/communities/members-panel.tsx';
import { CommunityPage } from '../../features/communities/plain-header.tsx';
import { answer } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { ButtonLink } from '../../ui/button.tsx';
import type { Route } from './+types/members';

export const meta: Route.MetaFunction = () => pageTitle(m.shell_members());

/** A page of members, for browsers without JavaScript; else the panel shows them all. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const after = new URL(args.request.url).searchParams.get('after');
    const page = await scope.services.communities.listMembers(scope.ctx, {
      communityId: args.params.communityId,
      ...(after !== null && { after }),
    });
    return { page };
  });
}

export default function Members({ loaderData: { page }, params }: Route.ComponentProps) {
  const base = `/c/${params.communityId}`;
  return (
    <CommunityPage title={m.shell_members()} back={base}>
      <MemberGroup title={m.members_owner()} members={page.members.filter(({ isOwner }) => isOwner)} />
      <MemberGroup title={m.shell_members()} members={page.members.filter(({ isOwner }) => !isOwner)} />
      {page.next && (
        <ButtonLink wide className="mt-4" to={`${base}/members?after=${encodeURIComponent(page.next)}`}>
          {m.members_more()}
        </ButtonLink>
      )}
    </CommunityPage>
  );
}
