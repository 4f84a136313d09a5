import { z } from 'zod';
import { communityColours } from '#contract/communities';
import { id, line, prose } from '#server/platform/input.ts';
import { profileLimits as limits } from './contract.ts';

/** The zone's own name, for any name of it; null when there is no such zone. */
function zoneNamed(name: string): string | null {
  // Offsets are no places: they do not follow the clocks of any.
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const zone = z
  .string()
  .min(1)
  .max(limits.zoneMax)
  .transform((name, ctx) => {
    const found = zoneNamed(name);
    if (found === null) ctx.addIssue({ code: 'custom', message: 'no such zone' });
    return found ?? name;
  });

export const accountInput = z.strictObject({ accountId: id });
export const updateProfileInput = z.strictObject({
  pronouns: line(0, limits.pronounsMax),
  bio: prose(0, limits.bioMax),
  accent: z.enum(communityColours).nullable(),
  timeZone: zone.nullable(),
});
export const previewBioInput = z.strictObject({ bio: prose(0, limits.bioMax) });
export const setNoteInput = z.strictObject({ accountId: id, body: prose(0, limits.noteMax) });

export type UpdateProfileInput = z.output<typeof updateProfileInput>;
export type SetNoteInput = z.output<typeof setNoteInput>;
