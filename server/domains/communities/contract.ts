import type { AccountDto } from '#contract/accounts';
import type { CategoryDto, ChannelCounters, ChannelDto } from '#contract/channels';
import type { ConversationDto } from '#contract/conversations';
import type { RelationDto } from '#contract/friends';
import type { ThreadDto } from '#contract/threads';
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
  /** How many wait to be let in; null for who does not decide on it. */
  joinRequests: number | null;
  /** The raid guard sounded the alarm and nobody answered it yet; for who decides on it. */
  raidAlarm: boolean;
  /** Reports that wait for somebody; null for who does not review them. */
  openReports: number | null;
  /** Messages that a filter held back and that the viewer may approve; null for who moderates nowhere. */
  heldMessages: number | null;
}

/** How a member shows in a community. */
export interface MemberFace {
  /** Their name there, when it is not their display name. */
  nickname?: string;
  /** The role whose colour their name has, when there is one. */
  roleId?: string;
}

/** Everything the shell of the app needs at start: one query's worth. */
export interface BootstrapDto {
  communities: CommunityDto[];
  /** The latest of the viewer's conversations, the last active first. */
  conversations: ConversationDto[];
  /** Friends, requests and blocked people of the viewer. */
  relations: RelationDto[];
  /** Threads that the viewer follows and that are not archived. */
  threads: ThreadDto[];
  /** Of every channel that the viewer may view, conversations and followed threads among them. */
  counters: ChannelCounters[];
  /** How the viewer shows, by community; only where that differs from their account. */
  faces: Record<string, MemberFace>;
}

export interface MemberDto {
  account: AccountDto;
  nickname: string | null;
  /** The highest first, everyone not among them. */
  roleIds: string[];
  isOwner: boolean;
  joinedAt: string;
  /** Told to who may time members out. */
  timeoutUntil: string | null;
}

/** Members whose highest role that stands apart is this one; `roleId` null: who have none. */
export interface MemberGroup {
  roleId: string | null;
  count: number;
}

/**
 * Members in the order of their groups, by name in each; `next` asks for the following page, null at the end. A search
 * has no groups: names that begin with what was looked for come first.
 */
export interface MemberPage {
  groups: readonly MemberGroup[];
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
  memberSearchMax: 64,
} as const;

export interface CommunityEvents {
  /** The community's structure, name or the viewer's permissions changed: the whole of it, as the viewer sees it now. */
  'community.updated': { community: CommunityDto };
  /** The viewer is no longer a member, or the community is gone. */
  'community.removed': { communityId: string };
  /** Members show differently: by another name, or in the colour of another role (none, when they left). */
  'member.updated': { communityId: string; members: { accountId: string; face: MemberFace }[] };
}
