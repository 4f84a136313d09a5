import { z } from 'zod';
import { id, prose } from '#server/platform/input.ts';
import { reportLimits as limits, reportOutcomes, reportReasons } from './contract.ts';

export const createReportInput = z.strictObject({
  messageId: id,
  reason: z.enum(reportReasons),
  comment: prose(0, limits.commentMax).optional(),
});
export const listReportsInput = z.strictObject({
  communityId: id,
  state: z.enum(['open', 'done']),
  /** The `next` of an earlier page. */
  after: id.optional(),
});
export const resolveReportInput = z.strictObject({
  communityId: id,
  reportId: id,
  outcome: z.enum(reportOutcomes),
  note: prose(0, limits.noteMax).optional(),
});

export type CreateReportInput = z.output<typeof createReportInput>;
export type ListReportsInput = z.output<typeof listReportsInput>;
export type ResolveReportInput = z.output<typeof resolveReportInput>;
