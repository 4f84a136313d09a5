import { z } from 'zod';

export const updateSettingsInput = z.strictObject({
  registration: z.enum(['invite', 'open']),
  membersCreateCommunities: z.boolean(),
});
