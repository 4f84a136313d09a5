import { redirect, useRouteLoaderData } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { DirectMissing } from '../../features/direct/direct-missing.tsx';
import { conversationAddress, titleOf } from '../../features/direct/names.ts';
import { PinList } from '../../features/messages/pin-list.tsx';
import { readZone } from '../../features/messages/times.ts';
import { isolate } from '../../lib/bidi.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { useDirect } from '../../realtime/direct-hooks.ts';
import { FormMessage } from '../../ui/banner.tsx';
import type { Route } from './+types/pins';
import type { loader as layoutLoader } from './layout.tsx';

export const meta: Route.MetaFunction = () => pageTitle(m.pins_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    return {
      pins: await scope.services.messages.listPins(scope.ctx, { channelId: args.params.channelId }),
      timeZone: readZone(args.request.headers.get('cookie')),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const [intent, messageId = ''] = form.text('intent').split(':');
    if (intent !== 'unpin') throw missing();
    await services.messages.unpinMessage(ctx, { messageId });
    return redirect(`${conversationAddress(args.params.channelId)}/pins`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function DirectPins({ loaderData, actionData, params }: Route.ComponentProps) {
  const conversation = useDirect(params.channelId);
  const layout = useRouteLoaderData<typeof layoutLoader>('routes/dm/layout');
  if (!conversation || !layout) return <DirectMissing />;
  const title = isolate(titleOf(conversation, layout.viewer.id));
  const address = conversationAddress(conversation.id);
  return (
    <CommunityPage title={m.direct_pins_of({ name: title })} back={address}>
      <FormMessage>{actionData?.text}</FormMessage>
      <PinList {...loaderData} mayPin={conversation.permissions.includes('message.pin')} address={address} />
    </CommunityPage>
  );
}
