import { z } from 'zod';
import { newAccountFields } from '#server/domains/accounts/index.ts';
import { createCommunityInput } from '#server/domains/communities/index.ts';

export const claimInput = z.strictObject({ code: z.string().trim().min(1).max(128) });
export const createOwnerInput = z.strictObject({ claimToken: z.string().max(200), ...newAccountFields });
export const createFirstCommunityInput = createCommunityInput;

export type CreateOwnerInput = z.output<typeof createOwnerInput>;
