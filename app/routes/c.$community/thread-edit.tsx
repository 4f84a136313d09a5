import { Form, redirect } from 'react-router';
import { archiveHours, threadLimits } from '#contract/threads';
import { m } from '#i18n';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { PostSettings } from '../../features/forums/post-settings.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { useChannel } from '../../realtime/hooks.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/thread-edit';

export const meta: Route.MetaFunction = () => pageTitle(m.thread_settings());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { threadId, channelId } = args.params;
    const { thread } = await scope.services.threads.getThread(scope.ctx, { threadId });
    if (thread.parentId !== channelId) throw missing();
    const { channel } = await scope.services.access.accessChannel(scope.ctx, channelId, 'channel.view');
    const isPost = channel.kind === 'forum';
    const tags = isPost ? (await scope.services.forums.listTags(scope.ctx, { channelId })).tags : null;
    return { thread, tags };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId, channelId, threadId } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    const { forums, threads } = services;
    const intent = form.text('intent');
    if (intent === 'save')
      await threads.updateThread(ctx, {
        threadId,
        name: form.text('name'),
        archiveHours: Number(form.text('archiveHours')),
      });
    else if (intent === 'archive' || intent === 'reopen')
      await threads.updateThread(ctx, { threadId, archived: intent === 'archive' });
    else if (intent === 'lock' || intent === 'unlock')
      await threads.lockThread(ctx, { threadId, locked: intent === 'lock' });
    else if (intent === 'tags') await forums.tagPost(ctx, { threadId, tagIds: form.marked('tag:') });
    else if (intent === 'pin' || intent === 'unpin')
      await forums.pinPost(ctx, { threadId, pinned: intent === 'pin' });
    else if (intent === 'delete') {
      await forums.deletePost(ctx, { threadId });
      return redirect(`/c/${communityId}/${channelId}`);
    } else throw missing();
    return redirect(`/c/${communityId}/${channelId}/t/${threadId}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function ThreadSettings({
  loaderData: { thread, tags },
  actionData,
  params,
}: Route.ComponentProps) {
  const { communityId, channelId, threadId } = params;
  const manages = useChannel(communityId, channelId)?.permissions.includes('message.manage') ?? false;
  const form = useFormState(actionData, ['name']);
  return (
    <CommunityPage title={m.thread_settings()} back={`/c/${communityId}/${channelId}/t/${threadId}`}>
      <Form method="post" className="mb-10 grid gap-5">
        <FormMessage>{actionData?.text}</FormMessage>
        <TextField
          name="name"
          label={m.thread_name()}
          form={form}
          defaultValue={thread.name}
          maxLength={threadLimits.nameMax}
          required
        />
        <Select
          name="archiveHours"
          label={m.thread_archive_after()}
          defaultValue={String(thread.archiveAfter / 60)}
          options={archiveHours.map((hours) => ({
            value: String(hours),
            label: hours < 24 ? m.thread_hours({ count: hours }) : m.thread_days({ count: hours / 24 }),
          }))}
        />
        <div>
          <SubmitButton intent="save">{m.ui_save()}</SubmitButton>
        </div>
      </Form>
      <SettingsSection title={m.thread_archive()} note={m.thread_archive_note()}>
        <Form method="post" className="flex flex-wrap gap-2">
          <SubmitButton look="secondary" intent={thread.isArchived ? 'reopen' : 'archive'}>
            {thread.isArchived ? m.thread_reopen() : m.thread_archive()}
          </SubmitButton>
          {manages && (
            <SubmitButton look="secondary" intent={thread.locked ? 'unlock' : 'lock'}>
              {thread.locked ? m.thread_unlock() : m.thread_lock()}
            </SubmitButton>
          )}
        </Form>
      </SettingsSection>
      {tags && <PostSettings thread={thread} tags={tags} manages={manages} />}
    </CommunityPage>
  );
}
