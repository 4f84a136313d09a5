import { data, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { MemberRolesForm } from '../../features/roles/member-roles-form.tsx';
import { useFollow } from '../../features/roles/use-follow.ts';
import { isolate } from '../../lib/bidi.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { SavedNote } from '../../ui/saved-note.tsx';
import type { Route } from './+types/member-roles';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(m.member_roles_title({ name: isolate(loaderData?.member.name ?? '') }));

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId, accountId: memberId } = args.params;
    const given = await scope.services.roles.getMemberRoles(scope.ctx, { communityId, memberId });
    return { ...given, saved: new URL(args.request.url).searchParams.has('saved') };
  });
}

/** Gives a member exactly the roles that are ticked, `role:<id>`. With `stay` it answers instead of leading back here. */
export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, accountId: memberId } = args.params;
    await services.roles.setMemberRoles(ctx, { communityId, memberId, roleIds: form.marked('role:') });
    if (form.checked('stay')) return data({ done: true } as const);
    return redirect(`/c/${communityId}/members/${memberId}/roles?saved`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function MemberRolesPage({ loaderData, actionData, params }: Route.ComponentProps) {
  useFollow(params.communityId);
  const { member, roles, saved } = loaderData;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <CommunityPage
      title={m.member_roles_title({ name: isolate(member.name) })}
      back={`/c/${params.communityId}/settings/roles`}
    >
      {saved && !actionData && <SavedNote className="mb-6" />}
      <MemberRolesForm member={member} roles={roles} failed={failed} />
    </CommunityPage>
  );
}
