import type { CommunitySummary } from '#contract/communities';

/** What an invite shows to somebody who has no account yet. */
export interface InvitePreviewDto {
  code: string;
  community: CommunitySummary & { memberCount: number };
  inviter: string | null;
}

export interface InviteDto {
  code: string;
  communityId: string;
  createdBy: string | null;
  maxUses: number | null;
  uses: number;
  expiresAt: string | null;
  createdAt: string;
}

/** Lifetimes to choose from, in seconds; null never expires. */
export const inviteLifetimes = [3600, 86_400, 604_800, 2_592_000, null] as const;
export const inviteDefaults = { lifetime: 604_800, maxUses: null } as const;
/** `openPerMember`: invites of one member to one community that hold at the same time. */
export const inviteLimits = { maxUsesMax: 10_000, openPerMember: 100 } as const;
