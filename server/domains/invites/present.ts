import type { InviteDto } from './contract.ts';
import type { InviteRow } from './store.ts';

export const presentInvite = (row: InviteRow): InviteDto => ({
  code: row.code,
  communityId: row.communityId,
  createdBy: row.createdBy?.displayName ?? null,
  maxUses: row.maxUses,
  uses: row.uses,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
