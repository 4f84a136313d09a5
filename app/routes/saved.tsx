import { redirect } from 'react-router';
import { m } from '#i18n';
import { LaterFrame } from '../features/later/later-frame.tsx';
import { readWhen } from '../features/later/read-when.ts';
import { SavedList } from '../features/later/saved-list.tsx';
import { useZone } from '../features/later/use-zone.ts';
import { readZone } from '../features/messages/times.ts';
import { useFresh } from '../features/moderation/use-fresh.ts';
import { orUnreachable } from '../lib/reach.ts';
import { answer, missing, submit } from '../lib/respond.ts';
import { pageTitle } from '../lib/title.ts';
import { requireViewer } from '../lib/viewer.ts';
import { useHeard } from '../realtime/later-hooks.ts';
import { RealtimeProvider } from '../realtime/provider.tsx';
import { Pager } from '../ui/pager.tsx';
import type { Route } from './+types/saved';

export const meta: Route.MetaFunction = () => pageTitle(m.later_saved_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const before = new URL(args.request.url).searchParams.get('before') ?? undefined;
    return {
      viewer,
      bootstrap: await services.communities.getBootstrap(ctx),
      page: await services.saved.listSaved(ctx, { before }),
      timeZone: readZone(args.request.headers.get('cookie')),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const [intent, messageId = ''] = form.text('intent').split(':');
    if (intent === 'remove') await services.saved.removeSaved(ctx, { messageId });
    else if (intent === 'clear') await services.saved.saveMessage(ctx, { messageId, remindAt: null });
    else if (intent === 'remind')
      await services.saved.saveMessage(ctx, { messageId, remindAt: readWhen(form) });
    else throw missing();
    return redirect(`/saved${new URL(args.request.url).search}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function SavedPage({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, bootstrap } = loaderData;
  return (
    <RealtimeProvider viewer={viewer} bootstrap={bootstrap}>
      <Saved {...loaderData} failed={actionData} />
    </RealtimeProvider>
  );
}

function Saved({
  page,
  timeZone,
  now,
  failed,
}: Route.ComponentProps['loaderData'] & { failed: Route.ComponentProps['actionData'] }) {
  const zone = useZone(timeZone);
  useFresh(useHeard('saved'));
  return (
    <LaterFrame title={m.later_saved_title()}>
      <SavedList items={page.items} zone={zone} now={now} failed={failed} />
      <Pager next={page.next} />
    </LaterFrame>
  );
}
