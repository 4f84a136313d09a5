import { m } from '#i18n';
import { changeReactions, loadReactions } from '../../features/reactions/reactions-form.ts';
import { ReactionsPage } from '../../features/reactions/reactions-page.tsx';
import { placeOf } from '../../features/messages/message-place.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { pageTitle } from '../../lib/title.ts';
import type { Route } from './+types/reactions';

export const meta: Route.MetaFunction = () => pageTitle(m.reactions_page());
export const loader = (args: Route.LoaderArgs) =>
  loadReactions(args, { ...args.params, ...placeOf(args.params) });
export const action = (args: Route.ActionArgs) =>
  changeReactions(args, { ...args.params, ...placeOf(args.params) });
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Reactions({ loaderData, actionData, params }: Route.ComponentProps) {
  const { address } = placeOf(params);
  return <ReactionsPage {...loaderData} failed={actionData} address={address} />;
}
