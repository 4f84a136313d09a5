import { z } from 'zod';
import { communityTemplates } from '#contract/setup';
import { reasonInput } from '#server/domains/audit/index.ts';
import { id, key, line } from '#server/platform/input.ts';
import { communityColours, communityLimits as limits, templateLanguages } from './contract.ts';

const name = line(limits.nameMin, limits.nameMax);
const colour = z.enum(communityColours);
/** One or two visible characters, an emoji counting as one. */
const letter = line(1, 32).refine(
  (text) => Array.from(new Intl.Segmenter().segment(text)).length <= limits.letterMax,
);

export const createCommunityInput = z.strictObject({
  name,
  colour,
  letter,
  template: z.enum(communityTemplates),
  /** English unless told. */
  language: z.enum(templateLanguages).optional(),
});
export const updateCommunityInput = z.strictObject({
  communityId: id,
  name: name.optional(),
  colour: colour.optional(),
  letter: letter.optional(),
});
export const communityIdInput = z.strictObject({ communityId: id });
export const listMembersInput = z.strictObject({
  communityId: id,
  after: z.string().max(1000).optional(),
  query: line(0, limits.memberSearchMax).optional(),
  roleId: id.optional(),
});

export const listCommunitiesInput = z.strictObject({
  search: z
    .string()
    .trim()
    .max(limits.nameMax)
    .refine((text) => !text.includes('\0') && text.isWellFormed())
    .default(''),
  filter: z.enum(['all', 'archived']).default('all'),
  /** The `next` of an earlier page. */
  before: id.optional(),
});
export const setArchivedInput = z.strictObject({
  communityId: id,
  archived: z.boolean(),
  reason: reasonInput,
});
/** `username`: of the member who is to own it. */
export const assignOwnerInput = z.strictObject({ communityId: id, username: key(64), reason: reasonInput });
/** `confirm`: its name, typed. */
export const removeCommunityInput = z.strictObject({
  communityId: id,
  confirm: key(limits.nameMax),
  reason: reasonInput,
});

export type ListCommunitiesInput = z.output<typeof listCommunitiesInput>;
export type CreateCommunityInput = z.output<typeof createCommunityInput>;
export type ListMembersInput = z.output<typeof listMembersInput>;
export type UpdateCommunityInput = z.output<typeof updateCommunityInput>;
