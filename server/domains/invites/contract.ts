import type { AccountDto } from '#contract/accounts';
import type { CommunitySummary } from '#contract/communities';
import type { Block } from '#contract/messages';

/** How somebody stands who looks at an invite: `open` is the way in. */
export type JoinState = 'open' | 'paused' | 'waiting' | 'refused' | 'inside';

/** What an invite shows to somebody who has no account yet. */
export interface InvitePreviewDto {
  code: string;
  community: CommunitySummary & { memberCount: number };
  inviter: string | null;
  /** What a newcomer accepts first; null: there are no rules. `tree` is null when the text has no markup. */
  rules: RulesDto | null;
  /** What a newcomer is asked. */
  questions: string[];
  /** Whether newcomers wait for somebody's yes. */
  approval: boolean;
  state: JoinState;
  /** Where it leads, for who is inside and may view it. */
  channelId: string | null;
}

export interface RulesDto {
  body: string;
  tree: Block[] | null;
}

/** A question as it was asked, with what somebody answered. */
export interface JoinAnswer {
  question: string;
  answer: string;
}

export interface InviteDto {
  code: string;
  communityId: string;
  label: string;
  createdBy: string | null;
  /** Where newcomers land; null also when the viewer may not see that channel. */
  channel: { id: string; name: string } | null;
  /** Given to who joins by it. */
  role: { id: string; name: string; colour: string | null } | null;
  maxUses: number | null;
  uses: number;
  expiresAt: string | null;
  revokedAt: string | null;
  createdAt: string;
  /** Whether it still lets somebody in. */
  isOpen: boolean;
}

/** An invite with those members who came by it, the newest first. Their answers are for who manages invites. */
export interface InviteDetailDto extends InviteDto {
  came: { account: AccountDto; joinedAt: string; answers: JoinAnswer[] }[];
}

/** What the creator of an invite can choose from. */
export interface InviteChoicesDto {
  channels: { id: string; name: string }[];
  roles: { id: string; name: string }[];
  /** Seconds that an invite holds unless its maker says otherwise; null: it does not end by itself. */
  lifetime: number | null;
}

export interface JoinSettingsDto {
  rules: string;
  questions: string[];
  approval: boolean;
  /** The word of the community's own link. */
  vanity: string | null;
  invitesPaused: boolean;
  guard: GuardSettings;
}

/** Of `joins` newcomers within `minutes` the last sounds the alarm. */
export interface GuardSettings {
  on: boolean;
  joins: number;
  minutes: number;
}

/** Somebody who asks to be let in. */
export interface JoinRequestDto {
  account: AccountDto;
  answers: JoinAnswer[];
  createdAt: string;
  refusedAt: string | null;
  /** Who invited them, and the invite's label. */
  inviter: string | null;
  label: string;
}

export interface JoinRequestsDto {
  /** The longest wait first. */
  waiting: JoinRequestDto[];
  /** The latest first. */
  refused: JoinRequestDto[];
}

/** One's own request, as one sees it. */
export interface OwnRequestDto {
  community: CommunitySummary;
  createdAt: string;
  isRefused: boolean;
}

/** An alarm that nobody answered yet, and who of those that set it off is still in, the newest first. */
export interface RaidDto {
  since: string;
  at: string;
  members: { account: AccountDto; joinedAt: string; mayRemove: boolean }[];
}

/** Lifetimes to choose from, in seconds; null never expires. */
export const inviteLifetimes = [3600, 86_400, 604_800, 2_592_000, null] as const;
export const inviteDefaults = { lifetime: 604_800, maxUses: null } as const;
/** `openPerMember`: invites of one member to one community that hold at the same time. */
export const inviteLimits = { maxUsesMax: 10_000, openPerMember: 100, labelMax: 64, cameMax: 200 } as const;
export const joinLimits = {
  rulesMax: 4000,
  questionsMax: 5,
  questionMax: 200,
  answerMax: 500,
  vanityMin: 3,
  vanityMax: 32,
  guardJoinsMin: 2,
  guardJoinsMax: 1000,
  guardMinutesMax: 60,
  /** Requests shown, and decided at once. */
  requestsMax: 200,
} as const;
