import { ArrowDown, ArrowUp, ShieldHalf, Tags } from 'lucide-react';
import { Form, data, redirect } from 'react-router';
import { forumLimits } from '#contract/forums';
import type { ChannelPlace } from '#contract/channels';
import { m } from '#i18n';
import { sections, stepFrom } from '../../../features/channels/arrange.ts';
import { DeleteSection } from '../../../features/channels/delete-section.tsx';
import { readChannel } from '../../../features/channels/read-channel.ts';
import { requireStructure } from '../../../features/channels/require-structure.ts';
import { ChannelFields, channelFields } from '../../../features/channels/structure-fields.tsx';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { useStructureDialog } from '../../../features/channels/structure-dialogs.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { Select } from '../../../ui/field.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/edit';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.channel.name ?? '', m.channel_edit());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const community = await requireStructure(scope, args);
    const channel = community.channels.find(({ id }) => id === args.params.channelId);
    if (!channel) throw missing();
    return {
      channel,
      categories: sections(community).flatMap(({ category }) => category ?? []),
      first: stepFrom(community, channel.id, -1) === null,
      last: stepFrom(community, channel.id, 1) === null,
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    const { services, ctx } = scope;
    const { communityId, channelId } = args.params;
    const move = (place: ChannelPlace) => services.channels.moveChannel(ctx, { channelId, ...place });
    const categoryId = form.optional('categoryId') ?? null;
    let next = `/c/${communityId}/channels/${channelId}`;

    switch (form.text('intent')) {
      case 'save':
        await services.channels.updateChannel(ctx, {
          channelId,
          ...readChannel(form),
        });
        next = `/c/${communityId}/${channelId}`;
        break;
      case 'place':
        await move({ categoryId, index: form.number('index') ?? Number.NaN });
        break;
      case 'category': {
        const { channels } = await requireStructure(scope, args);
        await move({ categoryId, index: channels.filter((each) => each.categoryId === categoryId).length });
        break;
      }
      case 'up':
      case 'down': {
        const step = form.text('intent') === 'up' ? -1 : 1;
        const place = stepFrom(await requireStructure(scope, args), channelId, step);
        if (place) await move(place);
        break;
      }
      case 'delete':
        await services.channels.deleteChannel(ctx, { channelId });
        next = `/c/${communityId}`;
        break;
      default:
        throw missing();
    }
    return form.checked('stay') ? data({ done: true } as const) : redirect(next);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function EditChannel({ loaderData, actionData, params }: Route.ComponentProps) {
  const { channel, categories, first, last } = loaderData;
  const { open } = useStructureDialog();
  const form = useFormState(actionData && 'error' in actionData ? actionData : undefined, channelFields);
  return (
    <CommunityPage title={channel.name} back={`/c/${params.communityId}/${channel.id}`}>
      <SettingsSection title={m.channel_edit()}>
        <Form method="post" noValidate ref={form.ref} className="grid gap-5">
          <FormMessage>{form.message}</FormMessage>
          <ChannelFields form={form} channel={channel} />
          <div>
            <SubmitButton intent="save">{m.ui_save()}</SubmitButton>
          </div>
        </Form>
      </SettingsSection>
      {channel.kind === 'forum' && (
        <SettingsSection title={m.forum_tags()} note={m.forum_tags_note({ count: forumLimits.tagsMax })}>
          <ButtonLink to={`/c/${params.communityId}/channels/${channel.id}/tags`}>
            <Tags size={17} aria-hidden /> {m.forum_manage_tags()}
          </ButtonLink>
        </SettingsSection>
      )}
      <SettingsSection title={m.place_permissions()} note={m.place_permissions_note()}>
        <ButtonLink to={`/c/${params.communityId}/channels/${channel.id}/permissions`}>
          <ShieldHalf size={17} aria-hidden /> {m.place_open()}
        </ButtonLink>
      </SettingsSection>
      <SettingsSection title={m.channel_position()}>
        <Form method="post" className="grid gap-4">
          <div className="flex flex-wrap gap-2">
            <SubmitButton look="secondary" intent="up" disabled={first}>
              <ArrowUp size={16} aria-hidden /> {m.channel_move_up()}
            </SubmitButton>
            <SubmitButton look="secondary" intent="down" disabled={last}>
              <ArrowDown size={16} aria-hidden /> {m.channel_move_down()}
            </SubmitButton>
          </div>
          {categories.length > 0 && (
            <div className="flex flex-wrap items-end gap-2">
              <div className="min-w-48 flex-1">
                <Select
                  key={channel.categoryId}
                  name="categoryId"
                  label={m.channel_category()}
                  defaultValue={channel.categoryId ?? ''}
                  options={[
                    { value: '', label: m.category_none() },
                    ...categories.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
              </div>
              <SubmitButton look="secondary" intent="category">
                {m.channel_move()}
              </SubmitButton>
            </div>
          )}
        </Form>
      </SettingsSection>
      <DeleteSection
        title={m.channel_delete()}
        question={m.channel_delete_title({ name: isolate(channel.name) })}
        text={m.channel_delete_text()}
        onAsk={open({ kind: 'delete-channel', channel })}
      />
    </CommunityPage>
  );
}
