import { m } from '#i18n';
import { conversationAddress } from '../../features/direct/names.ts';
import { changePoll, loadPoll } from '../../features/polls/poll-form.ts';
import { PollPage } from '../../features/polls/poll-page.tsx';
import { orUnreachable } from '../../lib/reach.ts';
import { pageTitle } from '../../lib/title.ts';
import type { Route } from './+types/poll';

export const meta: Route.MetaFunction = () => pageTitle(m.poll_page());
export const loader = (args: Route.LoaderArgs) => loadPoll(args, args.params);
export const action = (args: Route.ActionArgs) => changePoll(args, args.params);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function DirectPoll({ loaderData, actionData, params }: Route.ComponentProps) {
  const address = conversationAddress(params.channelId);
  return <PollPage {...loaderData} failed={actionData} address={address} />;
}
