import { type ReactNode, useEffect, useState } from 'react';
import { data, redirect, type ShouldRevalidateFunctionArgs, useRouteLoaderData } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import type { MessagePage } from '#contract/messages';
import { errorStatus } from '#contract/protocol';
import { m } from '#i18n';
import { ChannelMissing } from '../../features/channels/channel-missing.tsx';
import { Conversation } from '../../features/messages/conversation.tsx';
import { fetchPage } from '../../features/messages/fetch-page.ts';
import { readZone } from '../../features/messages/times.ts';
import { useZoneCookie } from '../../features/messages/use-zone-cookie.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { Refused, Unreachable } from '../../realtime/call-error.ts';
import { newClientId } from '../../realtime/client-id.ts';
import { currentRealtime } from '../../realtime/current.ts';
import { useChannel } from '../../realtime/hooks.ts';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { Route } from './+types/channel';
import type { loader as layoutLoader } from './layout.tsx';

const layoutId = 'routes/c.$community/layout';

interface ChannelData {
  /** Null when this browser holds the channel's log already, or when nothing answered. */
  page: MessagePage | null;
  timeZone: string;
  /** For the form without JavaScript: sent twice, it posts once. */
  clientId: string;
  /** The message that the address names does not exist (any more). */
  gone: boolean;
}

export async function loader(args: Route.LoaderArgs): Promise<ChannelData> {
  const { channelId, messageId } = args.params;
  return answer(args, async ({ services, ctx }) => {
    const timeZone = readZone(args.request.headers.get('cookie'));
    const rest = { timeZone, clientId: newClientId() };
    if (messageId) {
      const page = await services.messages
        .getPage(ctx, { channelId, around: messageId })
        .catch(noneIfMissing);
      if (page) return { ...rest, page, gone: false };
    }
    const page = await services.messages.getPage(ctx, { channelId, ...readEdge(args.request) });
    return { ...rest, page, gone: messageId !== undefined };
  });
}

/** `?before=` and `?after=`: how a page without JavaScript turns. */
function readEdge(request: Request): { before?: number; after?: number } {
  const { searchParams } = new URL(request.url);
  for (const edge of ['before', 'after'] as const) {
    const text = searchParams.get(edge);
    if (text && /^\d{1,9}$/.test(text)) return { [edge]: Number(text) };
  }
  return {};
}

function noneIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return null;
  throw error;
}

/** A channel that was open before is shown at once, and another comes over the connection that is open anyway. */
export async function clientLoader({
  params,
  request,
  serverLoader,
}: Route.ClientLoaderArgs): Promise<ChannelData> {
  const realtime = currentRealtime();
  if (!realtime || new URL(request.url).search !== '') return serverLoader();
  const { channelId, messageId } = params;
  const rest = { timeZone: 'UTC', clientId: newClientId() };
  const log = realtime.state.get().logs[channelId];
  if (log && (!messageId || log.messages.some(({ id }) => id === messageId)))
    return { ...rest, page: null, gone: false };
  try {
    // Before the first connection its code may still be on its way; the page's own request needs none.
    if (!realtime.connection.get().settled) return await serverLoader();
    return { ...rest, ...(await fetchPage(realtime, channelId, messageId)) };
  } catch (error) {
    if (error instanceof Refused)
      throw data({ error: error.error }, { status: errorStatus[error.error.code] });
    // Nothing answered: the channel opens all the same, and loads its messages when it can.
    if (error instanceof Unreachable || error instanceof TypeError)
      return { ...rest, page: null, gone: false };
    throw error;
  }
}

/**
 * Events keep an open channel up to date, whatever a form changes; within it, its own code follows the address. Read
 * again, the page of the address would take the place of what is being read.
 */
export function shouldRevalidate({ currentParams, nextParams }: ShouldRevalidateFunctionArgs): boolean {
  return currentParams['channelId'] !== nextParams['channelId'];
}

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
  useEffect(() => {
    if (gone) toast(m.chat_message_gone());
  }, [gone, toast]);

  if (!channel) return <ChannelMissing communityId={communityId} />;
  const failed = actionData && 'error' in actionData ? actionData : null;
  return (
    <Conversation
      key={channelId}
      communityId={communityId}
      channel={channel}
      page={page}
      timeZone={timeZone}
      messageId={gone ? undefined : messageId}
      form={{
        clientId,
        body: failed?.values['body'] ?? '',
        error: failed ? (failed.problems['body'] ?? failed.text) : null,
      }}
    />
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
