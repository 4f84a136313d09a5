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
