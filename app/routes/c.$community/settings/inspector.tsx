import { Check, UserSearch, X } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { ExplainedPermission, RoleMember } from '#contract/roles';
import { m } from '#i18n';
import { sections } from '../../../features/channels/arrange.ts';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { MemberSearch } from '../../../features/roles/member-search.tsx';
import { permissionGroups, permissionTexts } from '../../../features/roles/permission-texts.ts';
import { reasonText } from '../../../features/roles/reason-text.ts';
import { useFollow } from '../../../features/roles/use-follow.ts';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { answer, missing } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select } from '../../../ui/field.tsx';
import type { Route } from './+types/inspector';

export const meta: Route.MetaFunction = () => pageTitle(m.inspect_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { roles, communities } = scope.services;
    const { communityId } = args.params;
    const query = new URL(args.request.url).searchParams;
    const memberId = query.get('member');
    const channelId = query.get('channel');
    const search = (query.get('search') ?? '').slice(0, 64);
    const list = await roles.listRoles(scope.ctx, { communityId });
    if (!memberId) {
      const roleId = list.roles.at(-1)?.id ?? '';
      const found = await roles.findRoleMembers(scope.ctx, { communityId, roleId, holding: true, search });
      return { search, found, explanation: null, channels: [], channelId: null };
    }
    const bootstrap = await communities.getBootstrap(scope.ctx);
    const community = bootstrap.communities.find(({ id }) => id === communityId);
    if (!community) throw missing();
    const explanation = await roles.explainMember(scope.ctx, {
      ...{ communityId, memberId },
      ...(channelId && { channelId }),
    });
    const channels = sections(community).flatMap(({ category, channels: within }) =>
      within.map(({ id, name }) => ({ id, name, category: category?.name ?? null })),
    );
    return { search, found: null, explanation, channels, channelId };
  });
}

/** What a member may do, and why. */
export default function Inspector({ loaderData, params }: Route.ComponentProps) {
  useFollow(params.communityId);
  const { search, found, explanation, channels, channelId } = loaderData;
  return (
    <CommunitySettings communityId={params.communityId} wide>
      {explanation ? (
        <SettingsSection title={m.inspect_title()} note={m.inspect_note()}>
          <Form preventScrollReset className="mb-6 flex flex-wrap items-end gap-3 rounded-l bg-panel p-4">
            <input type="hidden" name="member" value={explanation.member.id} />
            <div className="flex min-w-40 flex-1 items-center gap-3 self-center">
              <Avatar id={explanation.member.id} name={explanation.member.name} />
              <span className="min-w-0">
                <bdi className="name font-medium">{explanation.member.name}</bdi>
                <Link to="?" className="link text-small">
                  {m.inspect_change()}
                </Link>
              </span>
            </div>
            <div className="min-w-48 flex-1">
              <Select
                key={channelId}
                name="channel"
                label={m.inspect_channel()}
                defaultValue={channelId ?? ''}
                options={[
                  { value: '', label: m.inspect_channel_none() },
                  ...channels.map(({ id, name, category }) => ({
                    value: id,
                    label: category ? `${category} · ${name}` : name,
                  })),
                ]}
              />
            </div>
            <Button type="submit" look="primary">
              {m.inspect_submit()}
            </Button>
          </Form>
          <Findings
            permissions={explanation.permissions}
            title={
              channelId
                ? m.inspect_of({
                    name: isolate(explanation.member.name),
                    channel: isolate(channels.find(({ id }) => id === channelId)?.name ?? ''),
                  })
                : m.inspect_of_community({ name: isolate(explanation.member.name) })
            }
          />
        </SettingsSection>
      ) : (
        <SettingsSection title={m.inspect_title()} note={m.inspect_note()}>
          <div className="mb-4">
            <MemberSearch label={m.inspect_pick()} value={search} />
          </div>
          <Found members={found?.members ?? []} />
          {found?.more && <p className="mt-2 text-note text-soft">{m.role_members_more()}</p>}
        </SettingsSection>
      )}
    </CommunitySettings>
  );
}

function Found({ members }: { members: readonly RoleMember[] }) {
  if (members.length === 0) {
    return (
      <EmptyState level="h2" icon={<UserSearch size={22} />} title={m.inspect_search_none()}>
        <ButtonLink to="?">{m.inspect_change()}</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <ul className="-mx-2 grid tablet:grid-cols-2">
      {members.map((member) => (
        <li key={member.id}>
          <Link
            to={`?member=${member.id}`}
            className="flex min-h-12 items-center gap-3 rounded-base px-2 hover:bg-hover"
          >
            <Avatar id={member.id} name={member.name} size="medium" />
            <span className="min-w-0 flex-1">
              <bdi className="name leading-tight font-medium">{member.name}</bdi>
              <bdi className="name text-small leading-tight text-faint">{member.username}</bdi>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Findings({ title, permissions }: { title: string; permissions: readonly ExplainedPermission[] }) {
  const byName = new Map(permissions.map((each) => [each.permission, each]));
  return (
    <div>
      <h3 className="mb-4 font-semibold">{title}</h3>
      {permissionGroups.map((group) => (
        <section key={group.key} className="mb-6">
          <h4 className="mb-1 text-small font-medium text-faint">{group.title()}</h4>
          <ul>
            {group.permissions.map((permission) => {
              const found = byName.get(permission);
              if (!found) return null;
              return (
                <li
                  key={permission}
                  className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2 border-b border-line py-2 last:border-0 tablet:grid-cols-[24px_minmax(0,14rem)_minmax(0,1fr)]"
                >
                  {found.granted ? (
                    <Check size={17} aria-hidden className="mt-0.5 text-success" />
                  ) : (
                    <X size={17} aria-hidden className="mt-0.5 text-faint" />
                  )}
                  <span className={found.granted ? 'font-medium' : 'text-soft'}>
                    {permissionTexts[permission].name()}
                    <span className="sr-only">: {found.granted ? m.inspect_yes() : m.inspect_no()}</span>
                  </span>
                  <span className="col-start-2 text-note text-soft tablet:col-start-3">
                    {reasonText(found.reason)}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
