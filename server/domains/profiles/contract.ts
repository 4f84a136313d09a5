import type { AccountDto } from '#contract/accounts';
import type { CommunityColour, CommunitySummary } from '#contract/communities';
import type { Block } from '#contract/messages';
import type { PresenceDto } from '#contract/presence';

/** What somebody says about themselves. */
export interface ProfileDto {
  pronouns: string;
  /** As it was written. */
  bio: string;
  /** Null: the bio is plain text. */
  bioTree: Block[] | null;
  /** Null: no colour of their own. */
  accent: CommunityColour | null;
  /** IANA name; null: not told. */
  timeZone: string | null;
}

/** What one viewer may know of a person with whom they share a place. */
export interface AboutDto extends ProfileDto {
  presence: PresenceDto;
  /** Communities that both are members of. */
  mutual: CommunitySummary[];
  /** What the viewer noted, for their own eyes; null for oneself. */
  note: string | null;
}

export interface PersonDto {
  account: AccountDto;
  about: AboutDto;
}

export const profileLimits = { pronounsMax: 40, bioMax: 500, noteMax: 500, zoneMax: 64 } as const;
