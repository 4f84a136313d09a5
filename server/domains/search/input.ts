import { z } from 'zod';
import { id, line, prose } from '#server/platform/input.ts';
import { searchLimits as limits } from './contract.ts';
import { cursorForm } from './cursor.ts';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const timeZone = z.string().min(1).max(64).refine(isTimeZone);

export const searchInput = z
  .strictObject({
    text: prose(1, limits.textMax),
    channelId: id.optional(),
    communityId: id.optional(),
    order: z.enum(['newest', 'best']).optional(),
    after: z.string().regex(cursorForm).optional(),
    timeZone: timeZone.optional(),
  })
  .refine((input) => !(input.channelId && input.communityId), { path: ['channelId'] });
export const findPeopleInput = z.strictObject({ query: line(1, limits.nameMax), communityId: id.optional() });

export type SearchInput = z.output<typeof searchInput>;
export type FindPeopleInput = z.output<typeof findPeopleInput>;
