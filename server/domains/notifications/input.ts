import { z } from 'zod';
import { id } from '#server/platform/input.ts';
import {
  inboxFilters,
  muteTimes,
  notificationLevels,
  notificationLimits,
  notificationPlaces,
} from './contract.ts';

const minute = z.int().min(0).max(1439);

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
};

export const listInboxInput = z.strictObject({
  filter: z.enum(inboxFilters).default('all'),
  /** The `next` of an earlier page. */
  before: id.optional(),
});
export const markItemsReadInput = z.strictObject({
  itemIds: z.array(id).min(1).max(notificationLimits.readMax),
});
export const setPlaceInput = z.strictObject({
  place: z.enum(notificationPlaces),
  placeId: id,
  /** Null: as the place around it. */
  level: z.enum(notificationLevels).nullable().optional(),
  mute: z.enum(muteTimes).optional(),
});
export const setPreferencesInput = z.strictObject({
  desktop: z.boolean().optional(),
  sound: z.boolean().optional(),
  previews: z.boolean().optional(),
  quiet: z.boolean().optional(),
  quietDays: z
    .array(z.int().min(0).max(6))
    .max(7)
    .transform((days) => [...new Set(days)].toSorted((a, b) => a - b))
    .optional(),
  quietFrom: minute.optional(),
  quietTo: minute.optional(),
  timeZone: z.string().min(1).max(64).refine(isTimeZone).optional(),
});

export type ListInboxInput = z.output<typeof listInboxInput>;
export type SetPlaceInput = z.output<typeof setPlaceInput>;
export type SetPreferencesInput = z.output<typeof setPreferencesInput>;
