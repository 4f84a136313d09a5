import type { ReactNode } from 'react';
import { m } from '#i18n';
import { useTimes } from './conversation-context.ts';

/** The line above the first message of a day. */
export function DayDivider({ iso }: { iso: string }): ReactNode {
  const times = useTimes();
  return (
    <div className="chat-rule mx-3.5 pt-3.5 pb-1.5 text-small font-medium text-faint tablet:mx-5">
      <span suppressHydrationWarning>{dayLabel(times, iso)}</span>
    </div>
  );
}

/** The line above the first message that was not read before. */
export function UnreadDivider(): ReactNode {
  return (
    <div
      data-unread-line
      className="chat-rule-new mx-3.5 pt-2 pb-0.5 text-small font-semibold text-accent-strong tablet:mx-5"
    >
      <span>{m.chat_new()}</span>
    </div>
  );
}

function dayLabel(times: ReturnType<typeof useTimes>, iso: string): string {
  const now = Date.now();
  const key = times.dayKey(iso);
  if (key === times.dayKey(new Date(now).toISOString())) return m.chat_today();
  if (key === times.dayKey(new Date(now - 86_400_000).toISOString())) return m.chat_yesterday();
  return times.day(iso, now);
}
