import { Check, Eye, Hash } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { channelPermissions, communityPermissions, type Permission } from '#contract/permissions';
import { m } from '#i18n';
import { sections } from '../../../../features/channels/arrange.ts';
import { ChannelIcon } from '../../../../features/channels/channel-icon.tsx';
import { permissionGroups, permissionTexts } from '../../../../features/roles/permission-texts.ts';
import { roleName } from '../../../../features/roles/role-badge.tsx';
import { RoleFrame } from '../../../../features/roles/role-frame.tsx';
import { isolate } from '../../../../lib/bidi.ts';
import { answer } from '../../../../lib/respond.ts';
import { pageTitle } from '../../../../lib/title.ts';
import { requireViewer } from '../../../../lib/viewer.ts';
import { ButtonLink } from '../../../../ui/button.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import type { Route } from './+types/view';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(m.role_tab_view(), loaderData ? roleName(loaderData.role) : '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId, roleId } = args.params;
    return scope.services.roles.viewAsRole(scope.ctx, { communityId, roleId });
  });
}

/** A look at the community as somebody with one role has it. Nothing on it acts. */
export default function ViewAsRole({ loaderData, params }: Route.ComponentProps) {
  const { role, permissions, channels } = loaderData;
  const [query] = useSearchParams();
  const order = sections(loaderData);
  const listed = order.flatMap((section) => section.channels);
  const open = listed.find(({ id }) => id === query.get('channel')) ?? listed[0];
  const back = `/c/${params.communityId}/settings/roles/${role.id}`;
  return (
    <RoleFrame communityId={params.communityId} role={role} wide>
      <div
        role="status"
        className="mb-6 flex flex-wrap items-center gap-3 rounded-m bg-accent-soft px-4 py-3 text-note"
      >
        <Eye size={18} aria-hidden className="flex-none text-accent-strong" />
        <p className="min-w-48 flex-1">
          {role.isEveryone
            ? m.role_view_banner_everyone()
            : m.role_view_banner({ name: isolate(roleName(role)) })}
        </p>
        <ButtonLink to={back}>{m.role_view_leave()}</ButtonLink>
      </div>
      {channels.length === 0 || !open ? (
        <EmptyState level="h2" icon={<Hash size={22} />} title={m.role_view_none_title()}>
          {m.role_view_none_text()}
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 tablet:grid-cols-[220px_minmax(0,1fr)]">
          <nav aria-label={m.role_view_sees()} className="self-start rounded-l bg-panel p-2">
            {order.map(({ category, channels: within }) => (
              <div key={category?.id ?? 'loose'} className="not-first:mt-3">
                {category && (
                  <h3 className="px-2 pb-1 text-small font-medium text-faint">
                    <bdi className="name">{category.name}</bdi>
                  </h3>
                )}
                <ul>
                  {within.map((channel) => (
                    <li
                      key={channel.id}
                      className="channel-row"
                      data-current={channel.id === open.id || undefined}
                    >
                      <ChannelIcon channel={channel} size={17} className="flex-none opacity-80" />
                      <Link
                        to={`?channel=${channel.id}`}
                        replace
                        preventScrollReset
                        aria-current={channel.id === open.id ? 'true' : undefined}
                        className="channel-link min-w-0 flex-1"
                      >
                        <bdi className="name">{channel.name}</bdi>
                        {channel.isPrivate && <span className="sr-only"> ({m.role_view_private()})</span>}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
          <div className="min-w-0">
            <Abilities
              title={m.role_view_may({ name: isolate(open.name) })}
              permissions={open.permissions.filter((each) => isChannels(each) && each !== 'channel.view')}
              nothing={m.role_view_nothing()}
            />
            <Abilities
              title={m.role_view_may_community()}
              permissions={permissions.filter((each) => !isChannels(each))}
              nothing={m.role_view_nothing_community()}
            />
            <p className="text-small text-faint">{m.role_view_only_yours()}</p>
          </div>
        </div>
      )}
    </RoleFrame>
  );
}

const isChannels = (permission: Permission): boolean =>
  !(communityPermissions as readonly string[]).includes(permission) &&
  (channelPermissions as readonly string[]).includes(permission);

function Abilities({
  title,
  permissions,
  nothing,
}: {
  title: string;
  permissions: readonly Permission[];
  nothing: string;
}) {
  const ordered = permissionGroups.flatMap((group) =>
    group.permissions.filter((permission) => permissions.includes(permission)),
  );
  return (
    <section className="mb-6">
      <h3 className="mb-2 font-semibold">{title}</h3>
      {ordered.length === 0 ? (
        <p className="text-note text-soft">{nothing}</p>
      ) : (
        <ul className="grid gap-x-6 gap-y-1.5 tablet:grid-cols-2">
          {ordered.map((permission) => (
            <li key={permission} className="flex items-center gap-2 text-note">
              <Check size={15} aria-hidden className="flex-none text-success" />
              {permissionTexts[permission].name()}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
