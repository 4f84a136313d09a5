import { Crown, Plus, ShieldHalf } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, data, redirect, useFetcher } from 'react-router';
import { roleLimits, type RoleDetails } from '#contract/roles';
import { m } from '#i18n';
import { CommunitySettings } from '../../../../features/communities/community-settings.tsx';
import { RoleBadge } from '../../../../features/roles/role-badge.tsx';
import { RoleRow } from '../../../../features/roles/role-row.tsx';
import { useFollow } from '../../../../features/roles/use-follow.ts';
import { useRoleMoves } from '../../../../features/roles/use-role-moves.ts';
import { SettingsSection } from '../../../../features/settings/settings-frame.tsx';
import { isolate } from '../../../../lib/bidi.ts';
import { orUnreachable } from '../../../../lib/reach.ts';
import { answer, missing, submit } from '../../../../lib/respond.ts';
import { pageTitle } from '../../../../lib/title.ts';
import { requireViewer } from '../../../../lib/viewer.ts';
import { FormMessage } from '../../../../ui/banner.tsx';
import { ButtonLink } from '../../../../ui/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { useFailureToast } from '../../../../ui/use-failure-toast.ts';
import type { Route } from './+types/list';

export const meta: Route.MetaFunction = () => pageTitle(m.roles_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    return scope.services.roles.listRoles(scope.ctx, { communityId: args.params.communityId });
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const base = `/c/${communityId}/settings/roles`;
    const [intent, roleId = '', index = ''] = form.text('intent').split(':');
    if (intent === 'move') {
      await services.roles.moveRole(ctx, {
        communityId,
        roleId,
        index: /^\d{1,4}$/.test(index) ? Number(index) : Number.NaN,
      });
    } else if (intent === 'duplicate') {
      const { roles } = await services.roles.listRoles(ctx, { communityId });
      const name = m.role_copy_name({ name: roles.find(({ id }) => id === roleId)?.name ?? '' });
      const made = await services.roles.duplicateRole(ctx, {
        ...{ communityId, roleId },
        name: name.slice(-roleLimits.nameMax).trim(),
      });
      return redirect(`${base}/${made.roleId}`);
    } else if (intent === 'delete') {
      await services.roles.deleteRole(ctx, { communityId, roleId });
    } else {
      throw missing();
    }
    return form.checked('stay') ? data({ done: true } as const) : redirect(base);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function RoleList({ loaderData, actionData, params }: Route.ComponentProps) {
  const base = `/c/${params.communityId}/settings/roles`;
  useFollow(params.communityId);
  const list = useRef<HTMLUListElement>(null);
  const own = loaderData.roles.filter((role) => !role.isEveryone);
  const everyone = loaderData.roles.find((role) => role.isEveryone);
  const { roles, step, announcement } = useRoleMoves(list, own, base);
  const [deleted, setDeleted] = useState<RoleDetails | null>(null);
  const fetcher = useFetcher();
  useFailureToast(fetcher.data);
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  const { owner } = loaderData;

  return (
    <CommunitySettings communityId={params.communityId} wide>
      <SettingsSection title={m.roles_title()} note={m.roles_note()}>
        <FormMessage>{failed?.text}</FormMessage>
        <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
          <ButtonLink to={`${base}/new`} look="primary">
            <Plus size={17} aria-hidden /> {m.role_new()}
          </ButtonLink>
          {roles.length > 1 && (
            <p className="needs-js text-small text-faint pointer-coarse:hidden">{m.roles_drag_note()}</p>
          )}
        </div>
        <p role="status" className="sr-only">
          {announcement}
        </p>
        <div className="flex min-h-14 items-center gap-3 rounded-m bg-panel px-3 py-2">
          <Crown size={17} aria-hidden className="flex-none text-accent-strong" />
          <p className="min-w-0">
            <span className="block font-medium">{m.role_owner()}</span>
            <span className="block text-small text-soft">
              {m.role_owner_note({ name: isolate(owner.name) })}
            </span>
          </p>
        </div>
        {roles.length === 0 ? (
          <EmptyState level="h2" icon={<ShieldHalf size={22} />} title={m.roles_none_title()}>
            {m.roles_none_text()}
          </EmptyState>
        ) : (
          <ul ref={list} aria-label={m.roles_order()} className="my-2 grid gap-0.5">
            {roles.map((role, index) => (
              <RoleRow
                key={role.id}
                role={role}
                index={index}
                base={base}
                mayRise={index > 0 && roles[index - 1]?.isBelow === true}
                mayFall={index < roles.length - 1}
                onStep={(by) => step(role.id, by)}
                onDelete={(event) => {
                  event.preventDefault();
                  setDeleted(role);
                }}
              />
            ))}
          </ul>
        )}
        {everyone && (
          <Link
            to={`${base}/${everyone.id}`}
            className="flex min-h-14 items-center gap-3 rounded-m bg-panel px-3 py-2 hover:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                <RoleBadge role={everyone} />
              </span>
              <span className="block text-small text-soft">{m.role_everyone_note()}</span>
            </span>
            <span className="flex-none text-note text-soft">
              {m.role_members_count({ count: everyone.memberCount })}
            </span>
          </Link>
        )}
      </SettingsSection>
      <ConfirmDialog
        open={deleted !== null}
        onClose={() => setDeleted(null)}
        title={m.role_delete_title({ name: isolate(deleted?.name ?? '') })}
        confirm={m.role_delete()}
        onConfirm={() => {
          void fetcher.submit(
            { intent: `delete:${deleted?.id}`, stay: '1' },
            { method: 'post', action: base },
          );
          setDeleted(null);
        }}
      >
        {m.role_delete_text()}
      </ConfirmDialog>
    </CommunitySettings>
  );
}
