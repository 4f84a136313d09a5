import { z } from 'zod';
import { channelPermissions } from '#contract/permissions';
import { id, line } from '#server/platform/input.ts';
import { holderKinds, overrideLimits as limits, placeKinds } from './contract.ts';

const place = { place: z.enum(placeKinds), placeId: id };
const permissions = z
  .array(z.enum(channelPermissions))
  .max(channelPermissions.length)
  .transform((list) => [...new Set(list)]);
const ids = z
  .array(id)
  .max(limits.holdersMax)
  .transform((list) => [...new Set(list)]);

export const placeInput = z.strictObject(place);
export const findHoldersInput = z.strictObject({ ...place, search: line(1, 64) });
export const setOverrideInput = z.strictObject({
  ...place,
  holder: z.enum(holderKinds),
  holderId: id,
  allow: permissions,
  deny: permissions,
});
export const setPrivacyInput = z.strictObject({
  ...place,
  isPrivate: z.boolean(),
  /** Who is let in; of no meaning for a public place. */
  roleIds: ids,
  memberIds: ids,
});
export const setSyncedInput = z.strictObject({ channelId: id, synced: z.boolean() });

export type PlaceInput = z.output<typeof placeInput>;
export type SetOverrideInput = z.output<typeof setOverrideInput>;
export type SetPrivacyInput = z.output<typeof setPrivacyInput>;
