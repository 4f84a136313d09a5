import type { AccountDto } from '#contract/accounts';

/**
 * How the viewer stands to somebody: `friend`; `incoming` (asked by them) or `outgoing` (asked by the viewer);
 * `blocked` by the viewer. Being blocked by somebody is not told.
 */
export type RelationState = 'friend' | 'incoming' | 'outgoing' | 'blocked';

export interface RelationDto {
  account: AccountDto;
  state: RelationState;
  since: string;
}

/** Who may start a direct conversation with somebody: members of their communities (it waits as a request), or friends only. */
export const messagesFrom = ['communities', 'friends'] as const;
export type MessagesFrom = (typeof messagesFrom)[number];

/** What somebody keeps to themselves. */
export interface PrivacyDto {
  messagesFrom: MessagesFrom;
  /** Whether the others of small conversations see how far they have read, and they the others. */
  sharesSeen: boolean;
}

export const friendLimits = {
  /** Friends, and requests that wait, of one person. */
  max: 1000,
  blockedMax: 1000,
  /** Requests that one person makes in an hour. */
  requestsPerHour: 30,
} as const;

export interface FriendEvents {
  /** A relation changed, on all of the viewer's devices; `state` null: there is none any more. */
  'relation.updated': { account: AccountDto; state: RelationState | null; since: string };
}
