/** Why a message is reported. The app has a text for each. */
export const reportReasons = ['spam', 'harassment', 'hate', 'explicit', 'illegal', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

/** How a report ended: the message was deleted, something else was done, or nothing was wrong. */
export const reportOutcomes = ['deleted', 'done', 'dismissed'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

export interface ReportDto {
  id: string;
  channel: { id: string; name: string };
  messageId: string;
  /** The message is deleted by now. */
  isGone: boolean;
  /** Who wrote it, by the name of that time; null when the account was gone already. */
  author: { id: string; name: string } | null;
  /** What it said when it was reported (Markdown, shown as text). */
  body: string;
  /** Null: a filter. */
  reporter: { id: string; name: string } | null;
  /** The filter's name, when one made the report. */
  filterName: string;
  /** `filter` when a filter made it. */
  reason: ReportReason | 'filter';
  comment: string;
  createdAt: string;
  resolved: { at: string; by: string; outcome: ReportOutcome; note: string } | null;
}

/** Open ones the oldest first, others the newest first; `next` asks for the following page, null at the end. */
export interface ReportPage {
  reports: ReportDto[];
  next: string | null;
}

export const reportLimits = {
  commentMax: 500,
  noteMax: 500,
  pageSize: 30,
  /** Open ones of a community. */
  openMax: 500,
  /** Open ones that filters made about one author. */
  alertsMax: 20,
  /** Days that a report is kept once somebody has dealt with it. */
  keptDays: 30,
} as const;
