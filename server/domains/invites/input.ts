import { z } from 'zod';
import { id, key } from '#server/platform/input.ts';
import { inviteDefaults, inviteLifetimes, inviteLimits } from './contract.ts';

export const inviteCodeInput = z.strictObject({ code: key(64) });
export const listInvitesInput = z.strictObject({ communityId: id });
export const createInviteInput = z.strictObject({
  communityId: id,
  lifetime: z.union(inviteLifetimes.map((seconds) => z.literal(seconds))).default(inviteDefaults.lifetime),
  maxUses: z.int().min(1).max(inviteLimits.maxUsesMax).nullable().default(inviteDefaults.maxUses),
});
