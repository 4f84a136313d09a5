import { redirect, useSearchParams } from 'react-router';
import { m } from '#i18n';
import { LaterFrame } from '../features/later/later-frame.tsx';
import { NewScheduled } from '../features/later/new-scheduled.tsx';
import { readWhen } from '../features/later/read-when.ts';
import { ScheduledList } from '../features/later/scheduled-list.tsx';
import { useZone } from '../features/later/use-zone.ts';
import { readZone } from '../features/messages/times.ts';
import { useFresh } from '../features/moderation/use-fresh.ts';
import { orUnreachable } from '../lib/reach.ts';
import { answer, missing, submit } from '../lib/respond.ts';
import { pageTitle } from '../lib/title.ts';
import { requireViewer } from '../lib/viewer.ts';
import { newClientId } from '../realtime/client-id.ts';
import { useHeard } from '../realtime/later-hooks.ts';
import { RealtimeProvider } from '../realtime/provider.tsx';
import type { Route } from './+types/scheduled';

export const meta: Route.MetaFunction = () => pageTitle(m.later_scheduled_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { services, ctx } = scope;
    return {
      viewer,
      bootstrap: await services.communities.getBootstrap(ctx),
      items: (await services.scheduled.listScheduled(ctx, {})).items,
      clientId: newClientId(),
      timeZone: readZone(args.request.headers.get('cookie')),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const [intent, scheduledId = ''] = form.text('intent').split(':');
    if (intent === 'send') await services.scheduled.sendNow(ctx, { scheduledId });
    else if (intent === 'delete') await services.scheduled.removeScheduled(ctx, { scheduledId });
    else if (intent === 'change')
      await services.scheduled.changeScheduled(ctx, {
        ...{ scheduledId, body: form.text('body') },
        ...(form.text('at') !== form.text('was') && { sendAt: readWhen(form) }),
      });
    else if (intent === 'new') {
      const added = await services.scheduled.scheduleMessage(ctx, {
        ...{ channelId: form.text('channelId'), clientId: form.text('clientId') },
        ...{ body: form.text('body'), sendAt: readWhen(form) },
      });
      return redirect(`/scheduled?added=${added.id}`);
    } else throw missing();
    return redirect(`/scheduled${new URL(args.request.url).search}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function ScheduledPage({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, bootstrap } = loaderData;
  return (
    <RealtimeProvider viewer={viewer} bootstrap={bootstrap}>
      <Scheduled {...loaderData} failed={actionData} />
    </RealtimeProvider>
  );
}

function Scheduled({
  items,
  clientId,
  timeZone,
  now,
  failed,
}: Route.ComponentProps['loaderData'] & { failed: Route.ComponentProps['actionData'] }) {
  const zone = useZone(timeZone);
  const isNew = failed?.values['intent'] === 'new';
  // The form begins anew when it has done its work, and not when the list is read again while somebody writes.
  const added = useSearchParams()[0].get('added') ?? '';
  useFresh(useHeard('scheduled'));
  return (
    <LaterFrame title={m.later_scheduled_title()}>
      <NewScheduled
        key={added}
        clientId={clientId}
        zone={zone}
        now={now}
        failed={isNew ? failed : undefined}
      />
      <ScheduledList items={items} zone={zone} now={now} failed={isNew ? undefined : failed} />
    </LaterFrame>
  );
}
