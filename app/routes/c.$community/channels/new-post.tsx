import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { PostFields, postFields } from '../../../features/forums/post-fields.tsx';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { newClientId } from '../../../realtime/client-id.ts';
import { useChannel } from '../../../realtime/hooks.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/new-post';
import '../../../features/forums/forum.css';

export const meta: Route.MetaFunction = () => pageTitle(m.forum_new_post());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { channelId } = args.params;
    const { tags } = await scope.services.forums.listTags(scope.ctx, { channelId });
    return { tags, clientId: newClientId() };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId, channelId } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    const { thread } = await services.forums.createPost(ctx, {
      channelId,
      clientId: form.text('clientId'),
      title: form.text('title'),
      body: form.text('body'),
      tagIds: form.marked('tag:'),
    });
    return redirect(`/c/${communityId}/${channelId}/t/${thread.id}`, 303);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NewPost({ loaderData, actionData, params }: Route.ComponentProps) {
  const { communityId, channelId } = params;
  const channel = useChannel(communityId, channelId);
  const form = useFormState(actionData, postFields);
  return (
    <CommunityPage title={m.forum_new_post()} back={`/c/${communityId}/${channelId}`}>
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        {channel?.topic && (
          <p dir="auto" className="text-soft">
            {channel.topic}
          </p>
        )}
        <PostFields
          form={form}
          tags={loaderData.tags}
          clientId={loaderData.clientId}
          moderates={channel?.permissions.includes('message.manage') ?? false}
        />
        <div>
          <SubmitButton>{m.forum_post_publish()}</SubmitButton>
        </div>
      </Form>
    </CommunityPage>
  );
}
