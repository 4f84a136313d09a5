import { type ReactNode, useEffect, useState } from 'react';
import { Form, redirect, useRouteLoaderData } from 'react-router';
import type { ConversationDto } from '#contract/conversations';
import { m } from '#i18n';
import { DirectHeader } from '../../features/direct/direct-header.tsx';
import { DirectMissing } from '../../features/direct/direct-missing.tsx';
import { channelOf, conversationAddress, othersOf, titleOf } from '../../features/direct/names.ts';
import { RequestBar } from '../../features/direct/request-bar.tsx';
import { Conversation } from '../../features/messages/conversation.tsx';
import { type ChannelData, loadChannel, loadChannelHere } from '../../features/messages/load-channel.ts';
import { useZoneCookie } from '../../features/messages/use-zone-cookie.ts';
import { isolate } from '../../lib/bidi.ts';
import { missing, submit } from '../../lib/respond.ts';
import { useRelation } from '../../realtime/hooks.ts';
import { useDirect } from '../../realtime/direct-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { Route } from './+types/conversation';
import type { loader as layoutLoader } from './layout.tsx';

export { shouldRevalidateChannel as shouldRevalidate } from '../../features/messages/load-channel.ts';

const layoutId = 'routes/dm/layout';

export const loader = (args: Route.LoaderArgs): Promise<ChannelData> => loadChannel(args, args.params);

export const clientLoader = ({
  params,
  request,
  serverLoader,
}: Route.ClientLoaderArgs): Promise<ChannelData> => loadChannelHere(params, request, serverLoader);

export async function action(args: Route.ActionArgs) {
  const { channelId } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    const intent = form.text('intent');
    const { conversations, messages } = services;
    if (intent === 'close') {
      await conversations.closeConversation(ctx, { conversationId: channelId });
      return redirect('/dm', 303);
    }
    if (intent === 'accepted' || intent === 'declined') {
      await conversations.answerConversation(ctx, { conversationId: channelId, answer: intent });
      return redirect(intent === 'declined' ? '/dm' : conversationAddress(channelId), 303);
    }
    if (intent !== 'send') throw missing();
    const clientId = form.text('clientId');
    await messages.sendMessage(ctx, { channelId, clientId, body: form.text('body') });
    return redirect(conversationAddress(channelId), 303);
  });
}

export const meta: Route.MetaFunction = ({ matches, params }) => {
  const layout = matches.find((each) => each?.id === layoutId)?.loaderData as
    | Awaited<ReturnType<typeof layoutLoader>>
    | undefined;
  const conversation = layout?.bootstrap.conversations.find(({ id }) => id === params.channelId);
  const title = conversation ? titleOf(conversation, layout!.viewer.id) : m.direct_title();
  return [{ title: `${title} · ${m.app_name()}` }];
};

export default function DirectRoute({ loaderData, actionData, params }: Route.ComponentProps): ReactNode {
  const { page, timeZone, clientId, gone } = loaderData;
  const { channelId, messageId } = params;
  const layout = useRouteLoaderData<typeof layoutLoader>(layoutId);
  const conversation = useShown(channelId);
  const toast = useToast();
  useZoneCookie();
  useEffect(() => {
    if (gone) toast(m.chat_message_gone());
  }, [gone, toast]);

  if (!conversation || !layout) return <DirectMissing />;
  const viewerId = layout.viewer.id;
  const failed = actionData && 'error' in actionData ? actionData : null;
  return (
    <Conversation
      key={channelId}
      communityId={null}
      address={conversationAddress(channelId)}
      channel={channelOf(conversation, viewerId)}
      header={
        <>
          <DirectHeader conversation={conversation} viewerId={viewerId} />
          {conversation.answer === 'waiting' && (
            <RequestBar conversation={conversation} viewerId={viewerId} />
          )}
        </>
      }
      readOnly={<ClosedNote conversation={conversation} viewerId={viewerId} />}
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

/** Why nobody can write here: what the viewer did themselves is said; what the other did is not. */
function ClosedNote({
  conversation,
  viewerId,
}: {
  conversation: ConversationDto;
  viewerId: string;
}): ReactNode {
  const [other] = othersOf(conversation, viewerId);
  const relation = useRelation(other?.id ?? '');
  const name = isolate(titleOf(conversation, viewerId));
  if (relation === 'blocked') return m.direct_closed_blocked({ name });
  if (conversation.answer === 'declined')
    return (
      <Form method="post" className="flex flex-wrap items-center justify-center gap-3">
        {m.direct_closed_declined({ name })}
        <Button type="submit" name="intent" value="accepted">
          {m.direct_accept()}
        </Button>
      </Form>
    );
  return m.direct_closed({ name });
}

/** The conversation as events keep it. Just after it was started, it is in the loader's answer a moment earlier. */
function useShown(id: string): ConversationDto | undefined {
  const layout = useRouteLoaderData<typeof layoutLoader>(layoutId);
  const live = useDirect(id);
  const [settledFor, setSettledFor] = useState<string | null>(null);
  useEffect(() => setSettledFor(id), [id]);
  if (live || settledFor === id) return live;
  return layout?.bootstrap.conversations.find((each) => each.id === id);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps): ReactNode {
  return <ErrorPanel error={errorOf(error)} />;
}
