import { m } from '#i18n';
import { placeAction } from '../../../features/overrides/place-action.ts';
import { PlacePage } from '../../../features/overrides/place-page.tsx';
import { readPlace } from '../../../features/overrides/read-place.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import type { Route } from './+types/permissions';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(m.place_permissions(), loaderData?.rules.name ?? '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, (scope) => readPlace(scope, args.request, 'channel', args.params.channelId));
}

export async function action(args: Route.ActionArgs) {
  return submit(args, (scope, form) => {
    const { communityId, channelId } = args.params;
    return placeAction(
      scope,
      form,
      'channel',
      channelId,
      `/c/${communityId}/channels/${channelId}/permissions`,
    );
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function ChannelPermissions({ loaderData, actionData, params }: Route.ComponentProps) {
  return <PlacePage communityId={params.communityId} data={loaderData} failed={actionData} />;
}
