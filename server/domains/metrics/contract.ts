/** How far back the plots go. */
export const overviewRanges = ['day', 'month', 'year'] as const;
export type OverviewRange = (typeof overviewRanges)[number];

/**
 * What is written down each minute. `active`: people who used it in the last ten minutes; `active_day`: on that day
 * (UTC). `messages` counts, the others are states.
 */
export const metricNames = [
  'accounts',
  'active',
  'active_day',
  'messages',
  'connections',
  'memory',
  'database',
  'files',
] as const;
export type MetricName = (typeof metricNames)[number];

export interface SeriesDto {
  name: MetricName;
  /** Seconds between two points. */
  step: number;
  /** Seconds since 1970: where each stretch begins. */
  at: number[];
  /** The average of the stretch, or the sum of what is counted; null: nothing was written down. */
  values: (number | null)[];
  /** The highest in it. */
  highest: (number | null)[];
}

/** What a host should know: plain http, a trial's database, events that are not heard, a disk that fills up. */
export type OverviewWarning = 'plain_http' | 'trial_database' | 'listen_down' | 'disk_full';

export interface OverviewDto {
  range: OverviewRange;
  /** As of this moment, or of the last minute. */
  now: {
    accounts: number;
    active: number;
    messagesToday: number;
    connections: number;
    /** Bytes, of all replicas together. */
    memory: number;
    /** Bytes. */
    database: number;
    files: number;
    diskFree: number | null;
    diskTotal: number | null;
    replicas: number;
  };
  /** Since when figures are written down; null: not yet. */
  since: string | null;
  series: SeriesDto[];
  warnings: OverviewWarning[];
  takenAt: string;
}
