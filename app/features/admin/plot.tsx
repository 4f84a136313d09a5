import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SeriesDto } from '#contract/metrics';
import { preferredLocale } from '../../lib/preferred-locale.ts';

const height = 160;

/** A canvas takes no custom properties: the tokens as this element's theme resolves them. */
function colourOf(element: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Draws one figure over time. The axis begins at zero, and where nothing was written down the line has a gap. */
export default function Plot({
  series,
  format,
  bars,
  whole,
  onPoint,
}: {
  series: SeriesDto;
  format: (value: number) => string;
  bars: boolean;
  /** Whether there are no parts of one. */
  whole: boolean;
  /** Which point the pointer is at; null: none. */
  onPoint: (n: number | null) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const newest = useRef(series);
  newest.current = series;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new UPlot(
        optionsFor(element, newest.current, { format, bars, whole, onPoint }),
        dataOf(newest.current),
        element,
      );
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-accent'] });
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      themed.disconnect();
      scheme.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [format, bars, whole, onPoint]);

  useEffect(() => {
    plot.current?.setData(dataOf(series));
  }, [series]);

  return <div ref={box} className="h-full w-full overflow-hidden" dir="ltr" />;
}

/** Points without a neighbour, which no line would show. */
const lonely = (plot: UPlot, n: number): number[] => {
  const values = Array.from(plot.data[n] ?? []);
  const isGap = (value: number | null | undefined) => value === null || value === undefined;
  return values.flatMap((value, at) =>
    !isGap(value) && isGap(values[at - 1]) && isGap(values[at + 1]) ? [at] : [],
  );
};

/** Of what is counted nothing lies between one and two. */
const wholeSteps = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

const dataOf = ({ at, values }: SeriesDto): UPlot.AlignedData => [at, values];

function optionsFor(
  element: HTMLElement,
  { step }: SeriesDto,
  {
    format,
    bars,
    whole,
    onPoint,
  }: {
    format: (value: number) => string;
    bars: boolean;
    whole: boolean;
    onPoint: (n: number | null) => void;
  },
): UPlot.Options {
  const accent = colourOf(element, 'accent');
  const soft = colourOf(element, 'accent-soft');
  const line = colourOf(element, 'line');
  const faint = colourOf(element, 'text-faint');
  const font = `11.5px ${getComputedStyle(element).fontFamily}`;
  const axis: UPlot.Axis = { stroke: faint, font, grid: { show: false }, ticks: { show: false } };
  const days = step >= 86_400 || step === 21_600;
  const time = new Intl.DateTimeFormat(
    preferredLocale(),
    days ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' },
  );
  return {
    width: element.clientWidth,
    height,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { size: 7, fill: accent } },
    scales: { y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
    axes: [
      { ...axis, space: 70, values: (_plot, ticks) => ticks.map((tick) => time.format(tick * 1000)) },
      {
        ...axis,
        size: 58,
        space: 36,
        grid: { stroke: line, width: 1 },
        ...(whole && { incrs: wholeSteps }),
        values: (_plot, ticks) => ticks.map(format),
      },
    ],
    series: [
      {},
      {
        stroke: accent,
        fill: bars ? accent : soft,
        width: bars ? 0 : 2,
        points: { show: !bars, size: 5, width: 0, fill: accent, filter: lonely },
        spanGaps: false,
        ...(bars && { paths: UPlot.paths.bars!({ size: [0.7, 40], radius: 0.2 }) }),
      },
    ],
    hooks: { setCursor: [(self) => onPoint(self.cursor.idx ?? null)] },
  };
}
