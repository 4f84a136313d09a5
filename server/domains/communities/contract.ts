import type { AccountDto } from '#contract/accounts';
import type { CategoryDto, ChannelCounters, ChannelDto } from '#contract/channels';
import type { Permission, RoleDto } from '#contract/permissions';

/** Names of the community colours; `app/styles/tokens.css` gives each its shades in both themes. */
export const communityColours = ['ember', 'amber', 'moss', 'teal', 'sky', 'indigo', 'plum', 'rose'] as const;
export type CommunityColour = (typeof communityColours)[number];

/** Languages in which a new community's channels can be named. */
export const templateLanguages = ['en', 'de'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

/** A community in the rail. */
export interface CommunitySummary {
  id: string;
  name: string;
  colour: CommunityColour;
  /** One or two characters shown on its tile. */
  letter: string;
}

/** A community as one viewer sees it: only the channels they may view. */
export interface CommunityDto extends CommunitySummary {
  ownerId: string;
  memberCount: number;
  categories: CategoryDto[];
  channels: ChannelDto[];
  /** The viewer's effective permissions in the community as a whole. */
  permissions: Permission[];
  /** The highest first, everyone last. */
  roles: RoleDto[];
  /**
   * The viewer's rank: the position of their highest role; the owner's is above every role. One acts on lower ranks
   * only.
   */
  rank: number;
  /** The viewer only reads until then. */
  timeoutUntil: string | null;
  /** Nobody joins while this is set. */
  invitesPaused: boolean;
}

/** Everything the shell of the app needs at start: one query's worth. */
export interface BootstrapDto {
  communities: CommunityDto[];
  counters: ChannelCounters[];
}

export interface MemberDto {
  account: AccountDto;
  isOwner: boolean;
  joinedAt: string;
}

/** Members by display name; `next` asks for the following page, null at the end. */
export interface MemberPage {
  members: MemberDto[];
  next: string | null;
}

/** A community as administrators of the instance see it: nothing of what is written in it. */
export interface CommunityEntryDto extends CommunitySummary {
  owner: AccountDto;
  memberCount: number;
  channelCount: number;
  /** Messages ever posted in its channels, from their counters. */
  messageCount: number;
  createdAt: string;
  archivedAt: string | null;
}

/** The newest first; `next` asks for the following page, null at the end. */
export interface CommunityEntryPage {
  communities: CommunityEntryDto[];
  next: string | null;
}

export const communityLimits = {
  nameMin: 1,
  nameMax: 64,
  letterMax: 2,
  perAccountOwned: 50,
  memberPage: 100,
} as const;

export interface CommunityEvents {
  /** The community's structure, name or the viewer's permissions changed: the whole of it, as the viewer sees it now. */
  'community.updated': { community: CommunityDto };
  /** The viewer is no longer a member, or the community is gone. */
  'community.removed': { communityId: string };
}
