import { Users } from 'lucide-react';
import { Form, Link } from 'react-router';
import { type MemberSort, memberSorts } from '#contract/members';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { useMemberCards } from '../../../features/members/cards-context.ts';
import { originText, shortDate } from '../../../features/members/member-facts.tsx';
import { memberAccent, shownName } from '../../../features/members/names.ts';
import { RoleChips } from '../../../features/members/role-chips.tsx';
import { memberAddress } from '../../../features/members/address.ts';
import { answer } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select, TextField } from '../../../ui/field.tsx';
import type { Route } from './+types/members';

export const meta: Route.MetaFunction = () => pageTitle(m.members_settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { searchParams } = new URL(args.request.url);
    const [query, roleId, after] = ['q', 'role', 'after'].map((name) => searchParams.get(name) ?? '');
    const sort = memberSorts.find((each) => each === searchParams.get('sort')) ?? 'name';
    const page = await scope.services.members.listLines(scope.ctx, {
      communityId: args.params.communityId,
      sort,
      ...(query && { query }),
      ...(roleId && { roleId }),
      ...(after && { after }),
    });
    return { page, filter: { query: query ?? '', roleId: roleId ?? '', sort }, isFirst: !after };
  });
}

export default function MembersSettings({ loaderData, params }: Route.ComponentProps) {
  const { page, filter, isFirst } = loaderData;
  const community = useCommunity(params.communityId);
  const { open } = useMemberCards();
  const roles = community?.roles ?? [];
  const addressOf = (after: string | null) => `?${new URLSearchParams(asQuery(filter, after)).toString()}`;
  return (
    <CommunitySettings communityId={params.communityId} wide>
      <h2 className="mb-4 text-lead font-semibold">{m.members_settings_title()}</h2>
      <Form
        role="search"
        key={JSON.stringify(filter)}
        className="mb-6 grid items-end gap-3 tablet:grid-cols-[minmax(0,1fr)_180px_160px_auto]"
      >
        <TextField
          name="q"
          type="search"
          label={m.people_search()}
          defaultValue={filter.query}
          maxLength={64}
        />
        <Select
          name="role"
          label={m.members_filter_role()}
          defaultValue={filter.roleId}
          options={[
            { value: '', label: m.members_filter_all() },
            ...roles
              .filter(({ isEveryone }) => !isEveryone)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          name="sort"
          label={m.members_sort()}
          defaultValue={filter.sort}
          options={[
            { value: 'name', label: m.members_sort_name() },
            { value: 'joined', label: m.members_sort_joined() },
          ]}
        />
        <Button type="submit">{m.members_show()}</Button>
      </Form>
      {page.members.length === 0 ? (
        <EmptyState level="h2" icon={<Users size={22} />} title={m.people_none_title()}>
          {m.people_none_text()}
        </EmptyState>
      ) : (
        <table className="member-table">
          <thead>
            <tr>
              <th scope="col">{m.members_column_name()}</th>
              <th scope="col">{m.members_column_roles()}</th>
              <th scope="col">{m.members_column_joined()}</th>
              <th scope="col">{m.members_column_origin()}</th>
            </tr>
          </thead>
          <tbody>
            {page.members.map((member) => {
              const { account } = member;
              const name = shownName({ ...account, nickname: member.nickname });
              const accent = memberAccent(roles, member.roleIds);
              const hasRoles = member.roleIds.length > 0;
              const origin = originText(member.origin);
              return (
                <tr key={account.id}>
                  <th scope="row">
                    <Link
                      to={memberAddress(params.communityId, account.id)}
                      onClick={open(account.id, name)}
                      className="flex min-w-0 items-center gap-2.5"
                    >
                      <Avatar id={account.id} name={name} size="medium" />
                      <span className="min-w-0">
                        <bdi
                          className={`name font-medium ${accent ? 'text-accent-strong' : ''}`}
                          {...(accent && { 'data-accent': accent })}
                        >
                          {name}
                        </bdi>
                        <bdi className="name text-small font-normal text-faint">{account.username}</bdi>
                      </span>
                    </Link>
                  </th>
                  <td data-label={m.members_column_roles()} {...(!hasRoles && { 'data-empty': true })}>
                    {hasRoles ? <RoleChips roles={roles} roleIds={member.roleIds} /> : '–'}
                  </td>
                  <td data-label={m.members_column_joined()} suppressHydrationWarning>
                    {shortDate(member.joinedAt)}
                  </td>
                  <td data-label={m.members_column_origin()} {...(!origin && { 'data-empty': true })}>
                    {origin ?? '–'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        {!isFirst && <ButtonLink to={addressOf(null)}>{m.members_first()}</ButtonLink>}
        {page.next && <ButtonLink to={addressOf(page.next)}>{m.members_more()}</ButtonLink>}
      </div>
    </CommunitySettings>
  );
}

const asQuery = (
  { query, roleId, sort }: { query: string; roleId: string; sort: MemberSort },
  after: string | null,
): Record<string, string> => ({
  ...(query && { q: query }),
  ...(roleId && { role: roleId }),
  ...(sort !== 'name' && { sort }),
  ...(after && { after }),
});
