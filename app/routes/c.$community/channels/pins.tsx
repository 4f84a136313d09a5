import { redirect } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { PinList } from '../../../features/messages/pin-list.tsx';
import { readZone } from '../../../features/messages/times.ts';
import { isolate } from '../../../lib/bidi.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useChannel } from '../../../realtime/hooks.ts';
import { FormMessage } from '../../../ui/banner.tsx';
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
  const address = `/c/${communityId}/${channelId}`;
  return (
    <CommunityPage title={m.pins_of({ channel: isolate(channel?.name ?? name) })} back={address}>
      <FormMessage>{actionData?.text}</FormMessage>
      <PinList pins={pins} mayPin={mayPin} address={address} timeZone={timeZone} />
    </CommunityPage>
  );
}
