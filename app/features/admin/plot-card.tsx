import { useState } from 'react';
import type { SeriesDto } from '#contract/metrics';
import { m } from '#i18n';
import { preferredLocale } from '../../lib/preferred-locale.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';

const Plot = lazyPart(() => import('./plot.tsx'));

interface PlotCardProps {
  series: SeriesDto;
  title: string;
  note: string;
  format: (value: number) => string;
  /** For what is counted in each stretch. */
  bars: boolean;
  /** Whether there are no parts of one. */
  whole: boolean;
}

/** One figure over time: drawn, and as a table for who cannot see the drawing. */
export function PlotCard({ series, title, note, format, bars, whole }: PlotCardProps) {
  const [at, setAt] = useState<number | null>(null);
  const known = series.values.flatMap((value, n) => (value === null ? [] : [n]));
  const shown = at !== null && series.values[at] !== null ? at : known.at(-1);
  return (
    <section className="min-w-0 rounded-l bg-panel p-4">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="font-medium">{title}</h3>
        {shown !== undefined && (
          <p className="text-note tabular-nums">
            <span className="text-faint" suppressHydrationWarning>
              {stretch(series, shown)}
            </span>{' '}
            <strong className="font-semibold">{format(series.values[shown] ?? 0)}</strong>
          </p>
        )}
      </div>
      <p className="text-small text-faint">{note}</p>
      {known.length === 0 ? (
        <p className="grid h-40 place-items-center text-note text-soft">{m.plot_empty()}</p>
      ) : (
        <>
          <div className="needs-js mt-3 h-40" aria-hidden>
            <Plot series={series} format={format} bars={bars} whole={whole} onPoint={setAt} />
          </div>
          <details className="mt-2">
            <summary className="w-fit cursor-pointer rounded-s text-small text-soft hover:text-text pointer-coarse:py-3">
              {m.plot_table()}
              <span className="sr-only"> {title}</span>
            </summary>
            <div
              className="mt-2 max-h-60 overflow-y-auto"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached by keyboard
              tabIndex={0}
              role="region"
              aria-label={title}
            >
              <Table series={series} known={known} format={format} bars={bars} />
            </div>
          </details>
        </>
      )}
    </section>
  );
}

function Table({
  series,
  known,
  format,
  bars,
}: Pick<PlotCardProps, 'series' | 'format' | 'bars'> & { known: number[] }) {
  return (
    <table className="w-full text-start text-small tabular-nums">
      <thead className="text-faint">
        <tr>
          <th className="py-1 text-start font-medium">{m.plot_time()}</th>
          <th className="py-1 text-end font-medium">{bars ? m.plot_sum() : m.plot_average()}</th>
          {!bars && <th className="py-1 text-end font-medium">{m.plot_highest()}</th>}
        </tr>
      </thead>
      <tbody>
        {known.toReversed().map((n) => (
          <tr key={series.at[n]} className="border-t border-line">
            <th className="py-1 text-start font-normal" scope="row" suppressHydrationWarning>
              {stretch(series, n)}
            </th>
            <td className="py-1 text-end">{format(series.values[n] ?? 0)}</td>
            {!bars && <td className="py-1 text-end">{format(series.highest[n] ?? 0)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** When a stretch began: days are those of UTC, as they are counted; hours the visitor's. */
function stretch({ at, step }: SeriesDto, n: number): string {
  const format: Intl.DateTimeFormatOptions =
    step >= 86_400
      ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
      : { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' };
  return new Intl.DateTimeFormat(preferredLocale(), format).format((at[n] ?? 0) * 1000);
}
