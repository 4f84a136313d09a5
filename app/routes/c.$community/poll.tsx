import { m } from '#i18n';
import { changePoll, loadPoll } from '../../features/polls/poll-form.ts';
import { PollPage } from '../../features/polls/poll-page.tsx';
import { placeOf } from '../../features/messages/message-place.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { pageTitle } from '../../lib/title.ts';
import type { Route } from './+types/poll';

export const meta: Route.MetaFunction = () => pageTitle(m.poll_page());
export const loader = (args: Route.LoaderArgs) => loadPoll(args, { ...args.params, ...placeOf(args.params) });
export const action = (args: Route.ActionArgs) =>
  changePoll(args, { ...args.params, ...placeOf(args.params) });
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Poll({ loaderData, actionData, params }: Route.ComponentProps) {
  const { address } = placeOf(params);
  return <PollPage {...loaderData} failed={actionData} address={address} />;
}
