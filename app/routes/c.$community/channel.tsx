import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Outlet, redirect, useRouteLoaderData } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { ChannelMissing } from '../../features/channels/channel-missing.tsx';
import { ChannelHeader } from '../../features/messages/late-channel-header.tsx';
import { Conversation } from '../../features/messages/conversation.tsx';
import { ForumPage } from '../../features/forums/late-forum-page.tsx';
import { type ForumData, loadForum } from '../../features/forums/load-forum.ts';
import { type ChannelData, loadChannel, loadChannelHere } from '../../features/messages/load-channel.ts';
import { useLoadedLive } from '../../features/messages/live.ts';
import { useZoneCookie } from '../../features/messages/use-zone-cookie.ts';
import { missing, submit } from '../../lib/respond.ts';
import { useChannel } from '../../realtime/hooks.ts';
import { insist } from '../../realtime/insist.ts';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { Route } from './+types/channel';
// With the page, and not with the list's code: the list comes as markup first.
import '../../features/forums/forum.css';
import type { loader as layoutLoader } from './layout.tsx';

// Comes with the page as markup, for those who only read.
const ReadOnlyNote = lazy(() => insist(() => import('../../features/messages/read-only-note.tsx')));

const layoutId = 'routes/c.$community/layout';

export { shouldRevalidateChannel as shouldRevalidate } from '../../features/messages/load-channel.ts';

interface PageData extends ChannelData {
  forum?: ForumData | undefined;
}

export const loader = async (args: Route.LoaderArgs): Promise<PageData> => ({
  ...(await loadChannel(args, args.params)),
  forum: await loadForum(args, args.params.channelId),
});

export const clientLoader = ({ params, request, serverLoader }: Route.ClientLoaderArgs): Promise<PageData> =>
  loadChannelHere(params, request, serverLoader);

/** The form of a page without JavaScript: there one reads and writes. */
export async function action(args: Route.ActionArgs) {
  const { communityId, channelId } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    if (form.text('intent') !== 'send') throw missing();
    const clientId = form.text('clientId');
    await services.messages.sendMessage(ctx, { channelId, clientId, body: form.text('body') });
    return redirect(`/c/${communityId}/${channelId}`, 303);
  });
}

export const meta: Route.MetaFunction = ({ matches, params }) => {
  const match = matches.find((each) => each?.id === layoutId);
  const layout = match?.loaderData as Awaited<ReturnType<typeof layoutLoader>> | undefined;
  const community = layout?.bootstrap.communities.find(({ id }) => id === params.communityId);
  const channel = community?.channels.find(({ id }) => id === params.channelId);
  const name = community?.name ?? m.app_name();
  return [{ title: channel ? `#${channel.name} · ${name}` : name }];
};

export default function ChannelRoute({ loaderData, actionData, params }: Route.ComponentProps): ReactNode {
  const { page, timeZone, clientId, gone } = loaderData;
  const { communityId, channelId, messageId } = params;
  const channel = useShownChannel(communityId, channelId);
  const toast = useToast();
  useZoneCookie();
  const live = useLoadedLive();
  useEffect(() => {
    if (gone) toast(m.chat_message_gone());
  }, [gone, toast]);

  if (!channel) return <ChannelMissing communityId={communityId} />;
  if (channel.kind === 'forum')
    return (
      <div className="with-thread">
        <ForumPage key={channelId} communityId={communityId} channel={channel} loaded={loaderData.forum} />
        <Outlet />
      </div>
    );
  const failed = actionData && 'error' in actionData ? actionData : null;
  return (
    <div className="with-thread">
      <Conversation
        key={channelId}
        communityId={communityId}
        address={`/c/${communityId}/${channelId}`}
        channel={channel}
        header={<ChannelHeader communityId={communityId} channel={channel} />}
        readOnly={
          <Suspense fallback="…">
            <ReadOnlyNote channel={channel} communityId={communityId} timeZone={timeZone} />
          </Suspense>
        }
        coming={live && <live.ChannelComing communityId={communityId} />}
        page={page}
        timeZone={timeZone}
        messageId={gone ? undefined : messageId}
        form={{
          clientId,
          body: failed?.values['body'] ?? '',
          error: failed ? (failed.problems['body'] ?? failed.text) : null,
        }}
      />
      <Outlet />
    </div>
  );
}

/** The channel as events keep it. Just after it was made, it is in the loader's answer a moment earlier. */
function useShownChannel(communityId: string, channelId: string): ChannelDto | undefined {
  const layout = useRouteLoaderData<typeof layoutLoader>(layoutId);
  const live = useChannel(communityId, channelId);
  const [settledFor, setSettledFor] = useState<string | null>(null);
  useEffect(() => setSettledFor(channelId), [channelId]);
  if (live || settledFor === channelId) return live;
  return layout?.bootstrap.communities
    .find(({ id }) => id === communityId)
    ?.channels.find(({ id }) => id === channelId);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps): ReactNode {
  return <ErrorPanel error={errorOf(error)} />;
}
