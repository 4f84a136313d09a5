import { type ReactNode, useEffect } from 'react';
import { redirect } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { Conversation } from '../../features/messages/conversation.tsx';
import { type ChannelData, loadChannel, loadChannelHere } from '../../features/messages/load-channel.ts';
import { RootLine } from '../../features/threads/root-line.tsx';
import { ThreadHeader } from '../../features/threads/thread-header.tsx';
import { answer, missing, submit } from '../../lib/respond.ts';
import { useChannel, useClientState } from '../../realtime/hooks.ts';
import { useThread } from '../../realtime/thread-hooks.ts';
import { currentRealtime } from '../../realtime/current.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import type { ThreadDto } from '#contract/threads';
import type { Route } from './+types/thread';

interface ThreadData extends ChannelData {
  thread: ThreadDto | null;
  isFollowed: boolean;
}

export async function loader(args: Route.LoaderArgs): Promise<ThreadData> {
  const { threadId, replyId, channelId } = args.params;
  const { thread, isFollowed } = await answer(args, async ({ services, ctx }) => {
    const found = await services.threads.getThread(ctx, { threadId });
    if (found.thread.parentId !== channelId) throw missing();
    return found;
  });
  const channel = await loadChannel(args, { channelId: threadId, messageId: replyId });
  return { ...channel, thread, isFollowed };
}

export async function clientLoader({
  params,
  request,
  serverLoader,
}: Route.ClientLoaderArgs): Promise<ThreadData> {
  const { threadId, replyId } = params;
  // A thread that this page knows needs no more than its messages.
  const state = currentRealtime()?.state.get();
  const thread = state?.threads[threadId];
  if (!state || !thread) return serverLoader();
  const fetchAll = async (): Promise<ChannelData> => serverLoader();
  const channel = await loadChannelHere({ channelId: threadId, messageId: replyId }, request, fetchAll);
  return { ...channel, thread, isFollowed: state.followed[threadId] === true };
}

export async function action(args: Route.ActionArgs) {
  const { communityId, channelId, threadId } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    if (form.text('intent') !== 'send') throw missing();
    const clientId = form.text('clientId');
    await services.messages.sendMessage(ctx, { channelId: threadId, clientId, body: form.text('body') });
    return redirect(`/c/${communityId}/${channelId}/t/${threadId}`, 303);
  });
}

export function shouldRevalidate({
  currentParams,
  nextParams,
}: {
  currentParams: Record<string, string | undefined>;
  nextParams: Record<string, string | undefined>;
}): boolean {
  return currentParams['threadId'] !== nextParams['threadId'];
}

/** A thread beside its channel; where there is no room for both, in its place. */
export default function ThreadRoute({ loaderData, actionData, params }: Route.ComponentProps): ReactNode {
  const { page, timeZone, clientId, gone, thread: loaded, isFollowed } = loaderData;
  const { communityId, channelId, threadId, replyId } = params;
  const realtime = useRealtime();
  const parent = useChannel(communityId, channelId);
  const viewerId = useClientState(({ viewer }) => viewer.id);
  const thread = useThread(threadId) ?? loaded;
  useEffect(() => {
    if (loaded && !realtime.state.get().threads[loaded.id]) realtime.meetThread(loaded, isFollowed);
  }, [realtime, loaded, isFollowed]);
  if (!parent || !thread) return null;
  const address = `/c/${communityId}/${channelId}`;
  const manages = parent.permissions.includes('message.manage');
  const failed = actionData && 'error' in actionData ? actionData : null;
  return (
    <aside className="thread-pane" aria-label={m.thread_region()}>
      <Conversation
        key={threadId}
        communityId={communityId}
        address={`${address}/t/${threadId}`}
        channel={channelOf(thread, parent, manages)}
        header={
          <>
            <ThreadHeader
              thread={thread}
              address={address}
              mayChange={manages || thread.createdById === viewerId}
            />
            <RootLine thread={thread} address={address} />
          </>
        }
        readOnly={thread.locked ? m.thread_locked() : m.chat_read_only()}
        page={page}
        timeZone={timeZone}
        messageId={gone ? undefined : replyId}
        form={{
          clientId,
          body: failed?.values['body'] ?? '',
          error: failed ? (failed.problems['body'] ?? failed.text) : null,
        }}
      />
    </aside>
  );
}

/** The thread as the channel that it is. */
const channelOf = (thread: ThreadDto, parent: ChannelDto, manages: boolean): ChannelDto => ({
  ...parent,
  id: thread.id,
  kind: 'thread',
  name: thread.name,
  topic: '',
  locked: thread.locked,
  permissions: parent.permissions.filter(
    (each) => each !== 'thread.create' && (manages || !thread.locked || each !== 'message.send'),
  ),
});

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps): ReactNode {
  return (
    <aside className="thread-pane" aria-label={m.thread_region()}>
      <ErrorPanel error={errorOf(error)} />
    </aside>
  );
}
