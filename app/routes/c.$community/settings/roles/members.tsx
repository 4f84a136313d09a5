import { Users } from 'lucide-react';
import { redirect } from 'react-router';
import { m } from '#i18n';
import { MemberChecks } from '../../../../features/roles/member-checks.tsx';
import { MemberSearch } from '../../../../features/roles/member-search.tsx';
import { roleName } from '../../../../features/roles/role-badge.tsx';
import { RoleFrame } from '../../../../features/roles/role-frame.tsx';
import { SettingsSection } from '../../../../features/settings/settings-frame.tsx';
import { orUnreachable } from '../../../../lib/reach.ts';
import { answer, missing, submit } from '../../../../lib/respond.ts';
import { pageTitle } from '../../../../lib/title.ts';
import { requireViewer } from '../../../../lib/viewer.ts';
import { Banner, FormMessage } from '../../../../ui/banner.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import type { Route } from './+types/members';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(m.role_tab_members(), loaderData ? roleName(loaderData.role) : '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { roles } = scope.services;
    const { communityId, roleId } = args.params;
    const role = (await roles.listRoles(scope.ctx, { communityId })).roles.find(({ id }) => id === roleId);
    if (!role) throw missing();
    const search = (new URL(args.request.url).searchParams.get('search') ?? '').slice(0, 64);
    const find = (holding: boolean) =>
      roles.findRoleMembers(scope.ctx, { communityId, roleId, holding, search });
    const [holders, others] = await Promise.all([find(true), role.isEveryone ? null : find(false)]);
    return { role, search, holders, others };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, roleId } = args.params;
    const memberIds = form.marked('member:');
    const back = `/c/${communityId}/settings/roles/${roleId}/members`;
    const input = { communityId, roleId, memberIds };
    if (form.text('intent') === 'give') {
      if (memberIds.length > 0) await services.roles.addRoleMembers(ctx, input);
    } else if (form.text('intent') === 'take') {
      if (memberIds.length > 0) await services.roles.removeRoleMembers(ctx, input);
    } else {
      throw missing();
    }
    return redirect(back);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function RoleMembers({ loaderData, actionData, params }: Route.ComponentProps) {
  const { role, search, holders, others } = loaderData;
  return (
    <RoleFrame communityId={params.communityId} role={role}>
      <FormMessage>{actionData?.text}</FormMessage>
      <div className="mb-6 grid gap-4">
        {role.isEveryone && <Banner>{m.role_members_everyone()}</Banner>}
        {!role.isEveryone && !role.isBelow && <Banner>{m.role_fixed()}</Banner>}
        {role.isBelow && !role.isEveryone && !role.mayHandOut && <Banner>{m.role_members_beyond()}</Banner>}
        <MemberSearch label={m.role_members_search()} value={search} />
      </div>
      {!role.isEveryone && (
        <SettingsSection title={m.role_members_holding()} note={m.role_members_note()}>
          {holders.members.length === 0 ? (
            search ? (
              <p className="text-note text-soft">{m.role_members_no_match()}</p>
            ) : (
              <EmptyState level="h2" icon={<Users size={22} />} title={m.role_members_none_title()}>
                {m.role_members_none_text()}
              </EmptyState>
            )
          ) : (
            <MemberChecks
              {...holders}
              intent="take"
              submit={m.role_members_remove_submit()}
              look="secondary"
              fixed={!role.isBelow}
            />
          )}
        </SettingsSection>
      )}
      {others && role.mayHandOut && (
        <SettingsSection title={m.role_members_add()}>
          {others.members.length === 0 ? (
            <p className="text-note text-soft">{m.role_members_no_match()}</p>
          ) : (
            <MemberChecks {...others} intent="give" submit={m.role_members_add_submit()} />
          )}
        </SettingsSection>
      )}
      {role.isEveryone && <MemberChecks {...holders} intent="" submit="" fixed />}
    </RoleFrame>
  );
}
