import { Form, redirect, useSearchParams } from 'react-router';
import { m } from '#i18n';
import { ChannelFields, channelFields } from '../../../features/channels/structure-fields.tsx';
import { sections } from '../../../features/channels/arrange.ts';
import { readChannel } from '../../../features/channels/read-channel.ts';
import { requireStructure } from '../../../features/channels/require-structure.ts';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { Select } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/new';

export const meta: Route.MetaFunction = () => pageTitle(m.channel_create());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const community = await requireStructure(scope, args);
    return { categories: sections(community).flatMap(({ category }) => category ?? []) };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const { channelId } = await services.channels.createChannel(ctx, {
      communityId,
      categoryId: form.optional('categoryId') ?? null,
      ...readChannel(form),
      isPrivate: form.checked('private'),
    });
    // Nobody else sees a private one yet: next one says who does.
    return redirect(
      form.checked('private')
        ? `/c/${communityId}/channels/${channelId}/permissions?new`
        : `/c/${communityId}/${channelId}`,
    );
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NewChannel({ loaderData: { categories }, actionData, params }: Route.ComponentProps) {
  const form = useFormState(actionData, channelFields);
  const [query] = useSearchParams();
  return (
    <CommunityPage title={m.channel_create()} back={`/c/${params.communityId}`}>
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <ChannelFields form={form} />
        <Select
          form={form}
          name="categoryId"
          label={m.channel_category()}
          defaultValue={query.get('category') ?? ''}
          options={[
            { value: '', label: m.category_none() },
            ...categories.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <div>
          <SubmitButton>{m.ui_create()}</SubmitButton>
        </div>
      </Form>
    </CommunityPage>
  );
}
