/** How a chore went the last time, on one replica. */
export interface JobRunDto {
  replica: string;
  startedAt: string;
  durationMs: number;
  /** What it did: rows removed, buckets made. */
  count: number;
  /** What went wrong; null: nothing. */
  error: string | null;
  /** When it is due again. */
  nextAt: string;
}

/** A chore that every replica does again and again. */
export interface JobDto {
  name: string;
  everyMs: number;
  runs: JobRunDto[];
}
