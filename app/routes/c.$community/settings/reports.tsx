import { Flag } from 'lucide-react';
import { useRef } from 'react';
import { redirect } from 'react-router';
import type { ReportOutcome } from '#contract/reports';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { ReportCard } from '../../../features/moderation/report-card.tsx';
import { useFresh } from '../../../features/moderation/use-fresh.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { TabNav } from '../../../ui/tabs.tsx';
import { useDepartures } from '../../../ui/use-departures.ts';
import type { Route } from './+types/reports';

export const meta: Route.MetaFunction = () => pageTitle(m.reports_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { searchParams } = new URL(args.request.url);
    const state = searchParams.has('done') ? ('done' as const) : ('open' as const);
    const after = searchParams.get('after');
    const { communityId } = args.params;
    const page = await scope.services.reports.listReports(scope.ctx, {
      communityId,
      state,
      ...(after !== null && { after }),
    });
    return { ...page, state, now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const outcome = form.text('intent') as ReportOutcome;
    const note = form.optional('note');
    // Gone already is as good; the right to delete is the messages' own to judge.
    if (outcome === 'deleted')
      await services.messages
        .deleteMessage(ctx, { messageId: form.text('messageId'), reason: note })
        .catch(unlessMissing);
    await services.reports.resolveReport(ctx, {
      communityId,
      reportId: form.text('reportId'),
      outcome,
      note,
    });
    return redirect(`/c/${communityId}/settings/reports`);
  });
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'NOT_FOUND')) throw error;
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Reports({ loaderData, actionData, params }: Route.ComponentProps) {
  const { reports, next, state, now } = loaderData;
  const { communityId } = params;
  const community = useCommunity(communityId);
  useFresh(community?.openReports);
  const list = useRef<HTMLDivElement>(null);
  const rows = reports.map((report) => ({ key: report.id, report }));
  const said = useDepartures(list, state === 'open' ? rows : [], () => m.report_resolved_one());
  const mayDelete = (channelId: string) =>
    community?.channels.some(
      ({ id, permissions }) => id === channelId && permissions.includes('message.manage'),
    ) ?? false;
  const base = `/c/${communityId}/settings/reports`;
  return (
    <CommunitySettings communityId={communityId} wide>
      <h2 className="text-lead font-semibold">{m.reports_title()}</h2>
      <div className="-mx-1 mt-3 mb-5">
        <TabNav
          across
          label={m.reports_title()}
          tabs={[
            { to: base, text: m.reports_open(), current: state === 'open' },
            { to: `${base}?done`, text: m.reports_done(), current: state === 'done' },
          ]}
        />
      </div>
      <FormMessage>{actionData?.text}</FormMessage>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div ref={list} tabIndex={-1} className="mt-3 outline-none">
        {reports.length === 0 ? (
          <EmptyState
            level="h2"
            icon={<Flag size={22} />}
            title={state === 'open' ? m.reports_none_title() : m.reports_none_done_title()}
          >
            {state === 'open' ? m.reports_none_text() : m.reports_none_done_text()}
          </EmptyState>
        ) : (
          <ul className="grid max-w-[720px] gap-3">
            {rows.map(({ key, report }) => (
              <ReportCard
                key={key}
                communityId={communityId}
                report={report}
                now={now}
                mayDelete={mayDelete(report.channel.id)}
              />
            ))}
          </ul>
        )}
      </div>
      {next && (
        <ButtonLink
          className="mt-4"
          to={`${base}?${state === 'done' ? 'done&' : ''}after=${encodeURIComponent(next)}`}
        >
          {m.reports_more()}
        </ButtonLink>
      )}
    </CommunitySettings>
  );
}
