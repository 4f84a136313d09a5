import { Form, redirect, useSearchParams } from 'react-router';
import type { FilterDto } from '#contract/filters';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { FilterFields, filterFields } from '../../../features/moderation/filter-fields.tsx';
import { kindText } from '../../../features/moderation/filter-texts.ts';
import { readFilter, readKind } from '../../../features/moderation/read-filter.ts';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { FormMessage } from '../../../ui/banner.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/filter';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.filter.name || m.filter_new(), m.moderation_title());

const fresh = (kind: FilterDto['kind']): Omit<FilterDto, 'id'> => ({
  ...{ kind, name: '', mode: 'all', patterns: [], leet: false, mentionMax: 5, action: 'hold', notice: '' },
  ...{ exemptRoleIds: [], exemptChannelIds: [], enabled: true },
});

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId, filterId } = args.params;
    const [filters, { communities }] = await Promise.all([
      services.filters.listFilters(ctx, { communityId }),
      services.communities.getBootstrap(ctx),
    ]);
    const community = communities.find(({ id }) => id === communityId);
    const filter =
      filterId === 'new'
        ? fresh(readKind(new URL(args.request.url).searchParams.get('kind')))
        : filters.find(({ id }) => id === filterId);
    if (!filter || !community) throw missing();
    return { filter, community, isNew: filterId === 'new' };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, filterId } = args.params;
    const { filters } = services;
    switch (form.text('intent')) {
      case 'save':
        if (filterId === 'new')
          await filters.createFilter(ctx, {
            communityId,
            kind: readKind(form.text('kind')),
            ...readFilter(form),
          });
        else await filters.updateFilter(ctx, { communityId, filterId, ...readFilter(form) });
        break;
      case 'delete':
        await filters.deleteFilter(ctx, { communityId, filterId });
        break;
      default:
        throw missing();
    }
    return redirect(`/c/${communityId}/settings/moderation?saved`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function FilterPage({ loaderData, actionData, params }: Route.ComponentProps) {
  const { filter, community, isNew } = loaderData;
  const form = useFormState(actionData, filterFields);
  const [query] = useSearchParams();
  const back = `/c/${params.communityId}/settings/moderation`;
  return (
    <CommunitySettings communityId={params.communityId}>
      <BackLink to={back}>{m.moderation_title()}</BackLink>
      <SettingsSection
        title={isNew ? m.filter_new_kind({ kind: kindText(filter.kind) }) : kindText(filter.kind)}
      >
        <Form method="post" noValidate ref={form.ref} className="grid gap-6">
          <FormMessage>{form.message}</FormMessage>
          <input type="hidden" name="kind" value={filter.kind} />
          <FilterFields key={params.filterId} form={form} filter={filter} community={community} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton intent="save">{m.ui_save()}</SubmitButton>
            <ButtonLink to={back}>{m.ui_cancel()}</ButtonLink>
          </div>
        </Form>
      </SettingsSection>
      {!isNew && (
        <SettingsSection title={m.filter_delete()} note={m.filter_delete_note()}>
          {query.has('delete') ? (
            <Form method="post" className="flex flex-wrap gap-2">
              <ButtonLink to="?" preventScrollReset>
                {m.ui_cancel()}
              </ButtonLink>
              <SubmitButton look="danger" intent="delete">
                {m.filter_delete_confirm()}
              </SubmitButton>
            </Form>
          ) : (
            <ButtonLink to="?delete" look="quiet-danger" preventScrollReset>
              {m.filter_delete()}
            </ButtonLink>
          )}
        </SettingsSection>
      )}
    </CommunitySettings>
  );
}
