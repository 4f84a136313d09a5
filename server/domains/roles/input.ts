import { z } from 'zod';
import { communityColours } from '#contract/communities';
import { allPermissions, type Permission } from '#contract/permissions';
import { id, line } from '#server/platform/input.ts';
import { roleLimits as limits, rolePresetNames } from './contract.ts';

const name = line(1, limits.nameMax);
const colour = z.enum(communityColours).nullable();
const oneEmoji = /^\p{RGI_Emoji}$/v;
/** Exactly one emoji, or nothing. */
const icon = z
  .string()
  .max(64)
  .transform((text) => text.trim())
  .refine((text) => text === '' || oneEmoji.test(text));
const permissions = z
  .array(z.enum(allPermissions as [Permission, ...Permission[]]))
  .max(allPermissions.length)
  .transform((list) => [...new Set(list)]);
const ids = (max: number) =>
  z
    .array(id)
    .max(max)
    .transform((list) => [...new Set(list)]);

export const communityIdInput = z.strictObject({ communityId: id });
export const roleIdInput = z.strictObject({ communityId: id, roleId: id });
export const createRoleInput = z.strictObject({
  communityId: id,
  name,
  colour: colour.optional(),
  /** What it starts with; without one it gives nothing yet. */
  preset: z.enum(rolePresetNames).optional(),
});
export const updateRoleInput = z.strictObject({
  communityId: id,
  roleId: id,
  name: name.optional(),
  colour: colour.optional(),
  icon: icon.optional(),
  hoist: z.boolean().optional(),
  mentionable: z.boolean().optional(),
  permissions: permissions.optional(),
});
export const moveRoleInput = z.strictObject({
  communityId: id,
  roleId: id,
  /** Among the others, the highest first. */
  index: z.int().min(0).max(limits.rolesMax),
});
export const duplicateRoleInput = z.strictObject({ communityId: id, roleId: id, name });
export const setMemberRolesInput = z.strictObject({
  communityId: id,
  memberId: id,
  roleIds: ids(limits.rolesMax),
});
export const roleMembersInput = z.strictObject({
  communityId: id,
  roleId: id,
  memberIds: ids(limits.bulkMax).refine((list) => list.length > 0),
});
export const findMembersInput = z.strictObject({
  communityId: id,
  roleId: id,
  /** Those who have the role, or those who do not. */
  holding: z.boolean(),
  search: line(0, 64).optional(),
});
export const memberInput = z.strictObject({ communityId: id, memberId: id });
export const explainMemberInput = z.strictObject({ communityId: id, memberId: id, channelId: id.optional() });

export type UpdateRoleInput = z.output<typeof updateRoleInput>;
