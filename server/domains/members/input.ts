import { z } from 'zod';
import { reasonInput as reason } from '#server/domains/audit/index.ts';
import { id, key, line, prose } from '#server/platform/input.ts';
import { banSweeps, memberLimits as limits, memberSorts } from './contract.ts';

const member = { communityId: id, accountId: id };
const ban = {
  reason,
  /** Seconds; null: for good. */
  seconds: z.number().int().min(limits.banMin).max(limits.banMax).nullable(),
  /** Seconds back from now. */
  sweep: z.literal(banSweeps),
};

export const memberInput = z.strictObject(member);
export const nicknameInput = z.strictObject({ ...member, nickname: line(0, limits.nicknameMax) });
export const kickInput = z.strictObject({ ...member, reason });
export const banInput = z.strictObject({ ...member, ...ban });
export const banUsernameInput = z.strictObject({ communityId: id, username: key(64), ...ban });
export const timeoutInput = z.strictObject({
  ...member,
  seconds: z.number().int().min(limits.timeoutMin).max(limits.timeoutMax),
  reason,
});
export const transferInput = z.strictObject({ ...member, password: z.string().min(1).max(256) });
export const addNoteInput = z.strictObject({ ...member, body: prose(1, limits.noteMax) });
export const deleteNoteInput = z.strictObject({ communityId: id, noteId: id });
const search = { communityId: id, query: line(0, 64).optional(), after: z.string().max(1000).optional() };
export const listBansInput = z.strictObject(search);
export const listLinesInput = z.strictObject({
  ...search,
  roleId: id.optional(),
  sort: z.enum(memberSorts).optional(),
});

export type BanInput = z.output<typeof banInput>;
export type ListLinesInput = z.output<typeof listLinesInput>;
export type ListBansInput = z.output<typeof listBansInput>;
