import type { ReportDto, ReportOutcome } from '#contract/reports';
import { m } from '#i18n';

const reasons: Record<ReportDto['reason'], () => string> = {
  spam: m.report_reason_spam,
  harassment: m.report_reason_harassment,
  hate: m.report_reason_hate,
  explicit: m.report_reason_explicit,
  illegal: m.report_reason_illegal,
  other: m.report_reason_other,
  filter: m.report_reason_filter,
};
const outcomes: Record<ReportOutcome, () => string> = {
  deleted: m.report_outcome_deleted,
  done: m.report_outcome_done,
  dismissed: m.report_outcome_dismissed,
};

/** Why a message was reported. */
export const reasonText = (reason: ReportDto['reason']): string => reasons[reason]();

/** How a report ended. */
export const outcomeText = (outcome: ReportOutcome): string => outcomes[outcome]();
