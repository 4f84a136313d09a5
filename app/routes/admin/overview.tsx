import { useEffect, useState } from 'react';
import type { MetricName, OverviewDto, OverviewRange, OverviewWarning } from '#contract/metrics';
import { overviewRanges } from '#contract/metrics';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { PlotCard } from '../../features/admin/plot-card.tsx';
import { bytes, count } from '../../lib/numbers.ts';
import { originOf } from '../../lib/origin.ts';
import { answer } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { Banner } from '../../ui/banner.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import type { Route } from './+types/overview';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_overview(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const wanted = new URL(args.request.url).searchParams.get('range');
    const range = overviewRanges.find((each) => each === wanted) ?? 'day';
    const overview = await scope.services.metrics.getOverview(scope.ctx, { range });
    const { hostname, protocol } = new URL(originOf(args.request));
    // At home, and at the machine itself, plain http is how one starts.
    const isPlain = protocol === 'http:' && !/^(?:localhost|127\.|\[::1\])/.test(hostname);
    return { overview, isPlain };
  });
}

const rangeTexts: Record<OverviewRange, () => string> = {
  day: m.range_day,
  month: m.range_month,
  year: m.range_year,
};
const warningTexts: Record<OverviewWarning, () => string> = {
  plain_http: m.warning_plain_http,
  trial_database: m.warning_trial_database,
  listen_down: m.warning_listen_down,
  disk_full: m.warning_disk_full,
};
const plots: Record<
  MetricName,
  { title: () => string; note: () => string; format: (value: number) => string }
> = {
  messages: { title: m.plot_messages, note: m.plot_messages_note, format: count },
  active: { title: m.plot_active, note: m.plot_active_note, format: count },
  active_day: { title: m.plot_active_day, note: m.plot_active_day_note, format: count },
  accounts: { title: m.plot_accounts, note: m.plot_accounts_note, format: count },
  connections: { title: m.plot_connections, note: m.plot_connections_note, format: count },
  memory: { title: m.plot_memory, note: m.plot_memory_note, format: bytes },
  database: { title: m.plot_database, note: m.plot_database_note, format: bytes },
  files: { title: m.plot_files, note: m.plot_files_note, format: bytes },
};

export default function Overview({ loaderData: { overview: loaded, isPlain } }: Route.ComponentProps) {
  const overview = useLive(loaded);
  const { range, series, since } = overview;
  const warnings = [...(isPlain ? ['plain_http' as const] : []), ...overview.warnings];
  const tabs = overviewRanges.map((each) => ({
    to: each === 'day' ? '/admin' : `/admin?range=${each}`,
    text: rangeTexts[each](),
    current: each === range,
  }));
  return (
    <>
      <AdminHeading title={m.admin_overview()} />
      {warnings.length > 0 && (
        <ul className="mb-6 grid gap-2">
          {warnings.map((warning) => (
            <li key={warning}>
              <Banner kind={warning === 'trial_database' || warning === 'plain_http' ? 'info' : 'danger'}>
                {warningTexts[warning]()}
              </Banner>
            </li>
          ))}
        </ul>
      )}
      <Figures overview={overview} />
      <div className="mt-10 mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lead font-semibold">{m.admin_over_time()}</h2>
        <TabNav across label={m.admin_range()} tabs={tabs} />
      </div>
      <div className="grid gap-4 desktop:grid-cols-2">
        {(Object.keys(plots) as MetricName[]).map((name) => {
          const one = series.find((each) => each.name === name);
          const { title, note, format } = plots[name];
          return (
            one && (
              <PlotCard
                key={`${range} ${name}`}
                series={one}
                title={title()}
                note={note()}
                format={format}
                whole={format === count}
                bars={name === 'messages' || name === 'active_day'}
              />
            )
          );
        })}
      </div>
      <p className="mt-6 text-small text-faint">
        {since
          ? m.admin_collecting_since({ date: since.slice(0, 16).replace('T', ' ') })
          : m.admin_collecting_soon()}
      </p>
    </>
  );
}

function Figures({ overview: { now } }: { overview: OverviewDto }) {
  const figures = [
    [m.plot_accounts(), count(now.accounts)],
    [m.figure_active(), count(now.active)],
    [m.figure_messages(), count(now.messagesToday)],
    [m.plot_connections(), count(now.connections)],
    [m.plot_database(), bytes(now.database)],
    [m.plot_files(), bytes(now.files)],
    [now.replicas > 1 ? m.figure_memory_of({ count: now.replicas }) : m.plot_memory(), bytes(now.memory)],
    ...(now.diskFree === null ? [] : [[m.figure_disk(), bytes(now.diskFree)]]),
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-2 tablet:grid-cols-4">
      {figures.map(([name, value]) => (
        <div key={name} className="flex flex-col-reverse justify-end rounded-m bg-panel px-4 py-3">
          <dt className="text-small text-soft">{name}</dt>
          <dd className="text-title font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const everyMs = 5000;

/** The figures that came with the page, and newer ones every five seconds while somebody can see them. */
function useLive(loaded: OverviewDto): OverviewDto {
  const [newer, setNewer] = useState<OverviewDto | null>(null);
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      if (document.hidden) return;
      const response = await fetch(`/api/v1/admin/overview?range=${loaded.range}`, {
        headers: { 'X-Hearth-Client': '1' },
      }).catch(() => null);
      const overview = response?.ok ? ((await response.json()) as OverviewDto) : null;
      if (overview && !gone) setNewer(overview);
    };
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [loaded.range]);
  return newer?.range === loaded.range && newer.takenAt > loaded.takenAt ? newer : loaded;
}
