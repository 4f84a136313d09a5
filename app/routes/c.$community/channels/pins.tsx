import { Pin } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { MarkdownTree } from '../../../features/messages/markdown-tree.tsx';
import { MentionsContext } from '../../../features/messages/mentions-context.ts';
import { PlainText } from '../../../features/messages/plain-text.tsx';
import { readZone, timesFor } from '../../../features/messages/times.ts';
import { isolate } from '../../../lib/bidi.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useChannel } from '../../../realtime/hooks.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { FormMessage } from '../../../ui/banner.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/pins';

export const meta: Route.MetaFunction = ({ loaderData }) => pageTitle(m.pins_title(), loaderData?.name ?? '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId, channelId } = args.params;
    const { communities } = await services.communities.getBootstrap(ctx);
    const channel = communities
      .find(({ id }) => id === communityId)
      ?.channels.find(({ id }) => id === channelId);
    if (!channel) throw missing();
    return {
      name: channel.name,
      mayPin: channel.permissions.includes('message.pin'),
      pins: await services.messages.listPins(ctx, { channelId }),
      timeZone: readZone(args.request.headers.get('cookie')),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, channelId } = args.params;
    const [intent, messageId = ''] = form.text('intent').split(':');
    if (intent !== 'unpin') throw missing();
    await services.messages.unpinMessage(ctx, { messageId });
    return redirect(`/c/${communityId}/channels/${channelId}/pins`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Pins({ loaderData, actionData, params }: Route.ComponentProps) {
  const { name, mayPin, pins, timeZone } = loaderData;
  const { communityId, channelId } = params;
  const channel = useChannel(communityId, channelId);
  const times = timesFor(timeZone);
  const address = `/c/${communityId}/${channelId}`;
  return (
    <CommunityPage title={m.pins_of({ channel: isolate(channel?.name ?? name) })} back={address}>
      <FormMessage>{actionData?.text}</FormMessage>
      {pins.length === 0 ? (
        <EmptyState level="h2" icon={<Pin size={22} />} title={m.pins_none_title()}>
          {mayPin ? m.pins_none_moderator() : m.pins_none_text()}
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {pins.map((message) => (
            <li key={message.id} className="grid gap-2 rounded-l bg-panel p-3.5">
              <p className="flex items-center gap-2.5">
                <Avatar
                  id={message.author?.id ?? message.id}
                  name={message.author?.displayName ?? '?'}
                  size="medium"
                />
                <bdi className="name font-semibold">
                  {message.author?.displayName ?? m.chat_author_gone()}
                </bdi>
                <time
                  dateTime={message.createdAt}
                  title={times.full(message.createdAt)}
                  className="flex-none text-small text-soft"
                  suppressHydrationWarning
                >
                  {times.day(message.createdAt, Date.parse(message.pinnedAt ?? message.createdAt))}
                </time>
              </p>
              <div className="message-text min-w-0">
                {message.tree ? (
                  <MentionsContext value={{ communityId, people: message.mentioned ?? [] }}>
                    <MarkdownTree blocks={message.tree} />
                  </MentionsContext>
                ) : (
                  <PlainText text={message.body ?? ''} />
                )}
              </div>
              <Form method="post" className="flex flex-wrap gap-2">
                <ButtonLink to={`${address}/${message.id}`} className={small}>
                  {m.pins_jump()}
                </ButtonLink>
                {mayPin && (
                  <SubmitButton look="quiet" intent={`unpin:${message.id}`} className={small}>
                    {m.chat_unpin()}
                  </SubmitButton>
                )}
              </Form>
            </li>
          ))}
        </ul>
      )}
    </CommunityPage>
  );
}

const small = '!min-h-8 !px-2.5 !py-1 text-note pointer-coarse:!min-h-11';
