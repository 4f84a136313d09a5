import type { ChannelPermission, RoleDto } from '#contract/permissions';

/** Where permissions can differ from what the roles give. */
export const placeKinds = ['channel', 'category'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const holderKinds = ['role', 'member'] as const;
export type HolderKind = (typeof holderKinds)[number];

/** Roles and members, in one place, of whom something differs. */
export const overrideLimits = { holdersMax: 500 } as const;

/** What a place says of one role or member. What is in neither list is as the roles have it. */
export interface OverrideDto {
  holder: HolderKind;
  holderId: string;
  name: string;
  /** Of a role. */
  role: RoleDto | null;
  /** The viewer may take from it too; else only give. */
  isBelow: boolean;
  allow: ChannelPermission[];
  deny: ChannelPermission[];
}

/** What a channel or a category says differently, for who manages it. */
export interface PlaceRules {
  place: PlaceKind;
  id: string;
  name: string;
  /** Not everybody in the community may view it. */
  isPrivate: boolean;
  /** Of a channel: the category that it is in. */
  category: { id: string; name: string } | null;
  /** Governed by its category. */
  isSynced: boolean;
  /** Of a category: its channels that it governs. */
  syncedChannels: number;
  /** Everyone first, then roles from the highest, then members by name. Everyone is always there. */
  overrides: OverrideDto[];
  /** Roles of which nothing is said here, the highest first. */
  otherRoles: (RoleDto & { isBelow: boolean })[];
  /** What the viewer holds here, and so may allow and deny. */
  held: ChannelPermission[];
}
