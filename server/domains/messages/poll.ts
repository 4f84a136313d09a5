import { z } from 'zod';
import { type NewPoll, type PollDto, pollHours, pollLimits as limits, type PollTally } from '#contract/polls';
import { line } from '#server/platform/input.ts';

/** What a message says of its poll. Of two answers that read the same nobody would know which is which. */
export const newPollInput = z.strictObject({
  answers: z
    .array(line(1, limits.answerMax))
    .min(limits.answersMin)
    .max(limits.answersMax)
    .refine((answers) => new Set(answers.map((text) => text.toLowerCase())).size === answers.length),
  multiple: z.boolean(),
  anonymous: z.boolean(),
  hours: z.literal(pollHours).nullable(),
});

/** A poll as the database tells it (`pollColumn`): times of it are not those of JSON yet. */
export interface PollRow extends PollTally {
  answers: string[];
  multiple: boolean;
  anonymous: boolean;
  endsAt: string | null;
}

/** @param own what the reader chose; undefined where there is no reader, null when that is nothing */
export const presentPoll = (row: PollRow, own: readonly number[] | null | undefined): PollDto => ({
  answers: row.answers,
  multiple: row.multiple,
  anonymous: row.anonymous,
  endsAt: row.endsAt && new Date(row.endsAt).toISOString(),
  rev: row.rev,
  votes: row.votes,
  voters: row.voters,
  ended: row.ended,
  ...(own !== undefined && { mine: [...(own ?? [])] }),
});

const hourMs = 60 * 60_000;

/** A poll that nobody has voted in. `now` is when it is posted. */
export const presentNewPoll = ({ answers, multiple, anonymous, hours }: NewPoll, now: Date): PollDto => ({
  answers,
  multiple,
  anonymous,
  endsAt: hours === null ? null : new Date(now.getTime() + hours * hourMs).toISOString(),
  rev: 0,
  votes: answers.map(() => 0),
  voters: 0,
  ended: false,
  mine: [],
});

/** SQL: the poll `po` as `PollRow`, null where there is none. The database's clock says whether it has ended. */
export const pollColumn = `CASE WHEN po.message_id IS NOT NULL THEN jsonb_build_object(
    'answers', po.answers, 'multiple', po.multiple, 'anonymous', po.anonymous, 'endsAt', po.ends_at, 'rev', po.rev, 'votes', po.votes, 'voters', po.voters,
    'ended', po.ended_at IS NOT NULL OR coalesce(po.ends_at <= clock_timestamp(), false)) END`;

/** SQL: which answers of the poll `po` a reader chose; null where there is no poll, or no vote. */
export const ownVotesColumn = (reader: string): string =>
  `CASE WHEN po.message_id IS NOT NULL THEN (SELECT array_agg(pv.answer ORDER BY pv.answer) FROM poll_votes pv WHERE pv.message_id = po.message_id AND pv.account_id = ${reader}::uuid) END`;
