import { Link, redirect } from 'react-router';
import { m } from '#i18n';
import { AskFirst } from '../../features/admin/ask-first.tsx';
import { Badge } from '../../features/admin/badge.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { count } from '../../lib/numbers.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { Tile } from '../../ui/tile.tsx';
import { When } from '../../ui/when.tsx';
import type { Route } from './+types/community';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.community.name ?? '', m.admin_communities());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const { communityId } = args.params;
    const community = await scope.services.communities.getCommunityEntry(scope.ctx, { communityId });
    const done = new URL(args.request.url).searchParams.has('done');
    return { community, done, now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId } = args.params;
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    const {
      ctx,
      services: { communities },
    } = scope;
    const intent = form.text('intent');
    const typed = form.optional('reason');
    const reason = typed ? { reason: typed } : {};
    if (intent === 'archive' || intent === 'unarchive')
      await communities.setArchived(ctx, { communityId, archived: intent === 'archive', ...reason });
    else if (intent === 'owner')
      await communities.assignOwner(ctx, { communityId, username: form.text('username'), ...reason });
    else if (intent === 'delete') {
      await communities.removeCommunity(ctx, { communityId, confirm: form.text('confirm'), ...reason });
      return redirect('/admin/communities');
    } else throw missing();
    return redirect(`/admin/communities/${communityId}?done`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Community({
  loaderData: { community, done, now },
  actionData,
}: Route.ComponentProps) {
  const form = useFormState(actionData, []);
  return (
    <div className="max-w-[640px]">
      <BackLink to="/admin/communities">{m.admin_communities()}</BackLink>
      <div ref={form.scope}>
        <FormMessage>{actionData?.text}</FormMessage>
      </div>
      {done && !actionData && (
        <div role="status" className="mb-4">
          <Banner kind="success">{m.admin_done()}</Banner>
        </div>
      )}
      <div className="mb-8 flex items-center gap-4 rounded-l bg-panel p-4">
        <Tile letter={community.letter} accent={community.colour} size="large" />
        <div className="min-w-0 flex-1">
          <h1 className="text-lead font-semibold">
            <bdi className="name">{community.name}</bdi>
          </h1>
          <p className="text-note text-soft">
            <Link to={`/admin/members/${community.owner.id}`} className="hover:underline">
              {m.admin_owned_by({ name: community.owner.displayName })}
            </Link>
          </p>
          <p className="text-small text-faint">
            {m.members_count({ count: community.memberCount })} ·{' '}
            {m.admin_channels({ count: community.channelCount })} ·{' '}
            {m.admin_messages({ count: count(community.messageCount) })} ·{' '}
            <When iso={community.createdAt} now={now} />
          </p>
          {community.archivedAt && (
            <p className="mt-1.5">
              <Badge>{m.admin_badge_archived()}</Badge>
            </p>
          )}
        </div>
      </div>
      <SettingsSection title={m.admin_actions()} note={m.admin_community_privacy()}>
        <div className="grid gap-2">
          <AskFirst
            title={m.admin_assign_owner()}
            text={m.admin_assign_owner_text()}
            intent="owner"
            act={m.admin_assign_owner()}
            withReason
          >
            <TextField
              name="username"
              label={m.account_username()}
              autoCapitalize="off"
              spellCheck={false}
              autoComplete="off"
              required
              {...(actionData && { form })}
            />
          </AskFirst>
          {community.archivedAt ? (
            <>
              <AskFirst
                title={m.admin_unarchive()}
                text={m.admin_unarchive_text()}
                intent="unarchive"
                act={m.admin_unarchive()}
                withReason
              />
              <AskFirst
                title={m.admin_remove_community()}
                text={m.admin_remove_community_text()}
                intent="delete"
                act={m.admin_remove_community()}
                danger
                withReason
              >
                <TextField
                  name="confirm"
                  label={m.admin_type_name({ name: community.name })}
                  autoComplete="off"
                  required
                />
              </AskFirst>
            </>
          ) : (
            <AskFirst
              title={m.admin_archive()}
              text={m.admin_archive_text()}
              intent="archive"
              act={m.admin_archive()}
              danger
              withReason
            />
          )}
        </div>
      </SettingsSection>
    </div>
  );
}
