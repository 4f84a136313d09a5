import type { AccountDto } from '#contract/accounts';
import type { AuditEntryDto } from '#contract/audit';
import type { AboutDto } from '#contract/profiles';
import type { MemberDto } from '#contract/communities';

/** What one may do to a member, or to somebody who was one. */
export const memberActs = [
  'nickname',
  'roles',
  'timeout',
  'kick',
  'ban',
  'unban',
  'transfer',
  'note',
] as const;
export type MemberAct = (typeof memberActs)[number];

/** Who may not come back. */
export interface BanDto {
  account: AccountDto;
  reason: string;
  /** Who banned, as they were called then. */
  by: string;
  createdAt: string;
  /** Null: for good. */
  expiresAt: string | null;
}

export interface BanPage {
  bans: BanDto[];
  next: string | null;
}

export interface MemberNoteDto {
  id: string;
  body: string;
  author: { id: string | null; name: string };
  createdAt: string;
}

/** How somebody came in. */
export interface MemberOrigin {
  label: string;
  /** Told to who may manage invites: it may let others in still. */
  code: string | null;
  by: string | null;
}

/** What moderators know about a person. */
export interface MemberRecord {
  origin: MemberOrigin | null;
  ban: BanDto | null;
  /** The newest first. */
  notes: MemberNoteDto[];
  history: AuditEntryDto[];
}

/** A person as one viewer may see them in a community. */
export interface MemberProfile {
  account: AccountDto;
  isAdmin: boolean;
  /** When their account was made. */
  since: string;
  /** Null for who is no member (any more): only moderators find them then. */
  member: Omit<MemberDto, 'account'> | null;
  /** What they say about themselves, and how they are; null for who is no member. */
  about: AboutDto | null;
  /** What the viewer may do to them. */
  may: MemberAct[];
  /** Null for who is no moderator, and for oneself. */
  record: MemberRecord | null;
}

/** A line of the list for moderators. */
export interface MemberLine extends MemberDto {
  origin: MemberOrigin | null;
}

export interface MemberLines {
  members: MemberLine[];
  next: string | null;
}

export const memberSorts = ['name', 'joined'] as const;
export type MemberSort = (typeof memberSorts)[number];

/** Seconds; `null` bans for good. */
export const banDurations = [3600, 86_400, 604_800, 2_592_000, null] as const;
/** How far back a ban deletes messages, in seconds. */
export const banSweeps = [0, 3600, 21_600, 86_400, 604_800] as const;
export const timeoutDurations = [60, 300, 600, 3600, 86_400, 604_800, 2_419_200] as const;

export const memberLimits = {
  nicknameMax: 64,
  noteMax: 2000,
  notesMax: 100,
  timeoutMin: 60,
  timeoutMax: 28 * 86_400,
  banMin: 60,
  banMax: 5 * 365 * 86_400,
  page: 50,
} as const;
