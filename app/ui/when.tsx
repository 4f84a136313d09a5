import { relativeTime } from '../lib/dates.ts';

/** "3 hours ago", with the exact time for who asks. `now` comes with the page, so that both renderings agree. */
export function When({ iso, now }: { iso: string; now: number }) {
  return (
    <time dateTime={iso} title={iso.replace('T', ' ').slice(0, 19) + ' UTC'}>
      {relativeTime(iso, now)}
    </time>
  );
}
