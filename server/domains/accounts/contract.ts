import type { CommunityColour } from '#contract/communities';

/** An account as other people see it. */
export interface AccountDto {
  id: string;
  username: string;
  displayName: string;
}

/** The signed-in person's own account. */
export interface ViewerDto extends AccountDto {
  email: string | null;
  isAdmin: boolean;
}

/** An account as administrators of the instance see it. */
export interface AccountEntryDto extends ViewerDto {
  createdAt: string;
  /** When it was last used; null: not signed in anywhere. */
  lastSeenAt: string | null;
  disabledAt: string | null;
  /** Since when it waits for an administrator's yes. */
  waitingSince: string | null;
}

export const accountFilters = ['all', 'admins', 'disabled', 'waiting'] as const;
export type AccountFilter = (typeof accountFilters)[number];

/** The newest first; `next` asks for the following page, null at the end. */
export interface AccountPage {
  accounts: AccountEntryDto[];
  next: string | null;
  /** How many there are of each kind, whatever was searched for. */
  counts: Record<AccountFilter, number>;
}

/** One account with what it is part of. */
export interface AccountDetailDto {
  account: AccountEntryDto;
  communities: {
    id: string;
    name: string;
    colour: CommunityColour;
    letter: string;
    isOwner: boolean;
    isArchived: boolean;
    roles: string[];
  }[];
  sessions: Omit<SessionDto, 'current'>[];
}

/** A link with which somebody sets a new password. */
export interface ResetLinkDto {
  /** `/reset/<token>`: the only moment at which it can be read. */
  path: string;
  expiresAt: string;
}

/** One signed-in browser or API client of the viewer. */
export interface SessionDto {
  id: string;
  kind: 'browser' | 'bearer';
  /** The session that asks. */
  current: boolean;
  /** The client's User-Agent header, at most 255 characters; the app turns it into "Firefox on Linux". */
  userAgent: string;
  /** Network it was last seen from: an IPv4 address or an IPv6 /64. */
  network: string;
  createdAt: string;
  lastSeenAt: string;
}

/** What `POST /api/v1/login` answers: `token` goes into `Authorization: Bearer`. */
export interface BearerDto {
  token: string;
  expiresAt: string;
  account: ViewerDto;
}

export const accountLimits = {
  usernameMin: 2,
  usernameMax: 32,
  displayNameMax: 64,
  emailMax: 254,
  passwordMin: 12,
  passwordMax: 256,
} as const;
