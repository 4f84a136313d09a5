import type { ChannelKind } from '#contract/channels';
import type { CommunityColour } from '#contract/communities';
import type { ConversationKind } from '#contract/conversations';
import type { FilterRule } from '#contract/filters';
import type { Bus } from '#server/platform/bus.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Permission, RoleDto } from './contract.ts';
import {
  effectivePermissions,
  explainPermissions,
  type OverrideRule,
  type OverrideSet,
  type PermissionPlace,
  type PermissionSubject,
  type Verdict,
} from './effective-permissions.ts';
import { ConversationView } from './conversation-view.ts';
import type { CommunityRow, PlaceKey, Store } from './store.ts';
import { ThreadView } from './thread-view.ts';
import { ViewCache } from './view-cache.ts';

/** What a channel belongs to, and what the people in it may do there. */
export type Place = CommunityView | ConversationView;

/** A channel where it is: in its place. */
export interface Spot {
  place: Place;
  channel: DirectoryChannel;
}

export interface DirectoryChannel {
  id: string;
  /** Of a thread: the channel that it belongs to, and whose permissions hold in it. */
  parentId: string | null;
  categoryId: string | null;
  kind: ChannelKind | ConversationKind | 'thread';
  name: string;
  topic: string;
  position: number;
  synced: boolean;
  locked: boolean;
  slowMode: number;
}

/** A role with what it lets people do: for the server, and for who may manage roles. */
export interface DirectoryRole extends RoleDto {
  permissions: readonly Permission[];
}

const nobody: DirectoryRole = {
  ...{ id: '', name: '', colour: null, icon: '', position: 0 },
  ...{ isEveryone: true, hoist: false, mentionable: false, permissions: [] },
};
/** Somebody who has this role and no other. */
const bearerOf = (role: DirectoryRole): PermissionSubject => ({
  ...{ accountId: '', isOwner: false, isTimedOut: false },
  roles: role.isEveryone ? [] : [role],
});
const noOverrides: OverrideSet = { everyone: undefined, roles: new Map(), members: new Map() };

/**
 * One community as it stood when it was read: its structure, roles and members, and what each member may do.
 * Immutable; a change replaces the whole of it.
 */
export class CommunityView {
  readonly kind = 'community';
  readonly id: string;
  readonly name: string;
  readonly colour: CommunityColour;
  readonly letter: string;
  readonly ownerId: string;
  readonly memberCount: number;
  readonly categories: readonly { id: string; name: string; position: number }[];
  readonly channels: ReadonlyMap<string, DirectoryChannel>;
  /** The highest first, everyone last. */
  readonly roles: readonly DirectoryRole[];
  readonly everyone: DirectoryRole;
  readonly rulesAt: string | null;
  readonly invitesPaused: boolean;
  readonly isArchived: boolean;
  /** When the raid guard sounded an alarm that nobody answered yet. */
  readonly alarmAt: string | null;
  /** How many wait to be let in. */
  readonly joinRequests: number;
  /** What messages are held to before they are posted: the rules that are on. */
  readonly filters: readonly FilterRule[];
  readonly #members: ReadonlyMap<string, readonly DirectoryRole[]>;
  readonly #nicknames: Readonly<Record<string, string>>;
  readonly #timeouts: Readonly<Record<string, string>>;
  readonly #openReports: Readonly<Record<string, number>>;
  readonly #heldMessages: Readonly<Record<string, number>>;
  readonly #places = new Map<string, OverrideSet>();
  readonly #profiles = new Map<string, string>();
  readonly #computed = new Map<string, ReadonlySet<Permission>>();

  constructor(row: CommunityRow) {
    this.id = row.id;
    this.name = row.name;
    this.colour = row.colour as CommunityColour;
    this.letter = row.letter;
    this.ownerId = row.owner_id;
    this.categories = row.categories;
    this.channels = new Map(
      row.channels.map((channel) => [
        channel.id,
        {
          id: channel.id,
          parentId: null,
          categoryId: channel.category_id,
          kind: channel.kind,
          name: channel.name,
          topic: channel.topic,
          position: channel.position,
          synced: channel.synced,
          locked: channel.locked,
          slowMode: channel.slow_mode,
        },
      ]),
    );
    this.rulesAt = row.rules_at;
    this.invitesPaused = row.invites_paused_at !== null;
    this.isArchived = row.archived_at !== null;
    this.alarmAt = row.alarm_at;
    this.joinRequests = row.join_requests;
    this.#nicknames = row.nicknames;
    this.#timeouts = row.timeouts;
    this.filters = row.filters;
    this.#openReports = row.open_reports;
    this.#heldMessages = row.held_messages;
    this.roles = row.roles
      .map(({ is_everyone: isEveryone, ...role }) => ({ ...role, isEveryone }))
      .toSorted((a, b) => b.position - a.position);
    this.everyone = this.roles.find((role) => role.isEveryone) ?? nobody;
    const everyoneId = this.everyone.id;
    const members = Object.entries(row.members);
    this.memberCount = members.length;
    // Most members have the same few role sets: one array for each set, not for each member.
    const sets = new Map<string, readonly DirectoryRole[]>();
    this.#members = new Map(
      members.map(([accountId, roleIds]) => {
        const key = roleIds.toSorted().join();
        let set = sets.get(key);
        if (!set) sets.set(key, (set = this.roles.filter(({ id }) => roleIds.includes(id))));
        return [accountId, set];
      }),
    );
    for (const override of row.overrides) {
      const place = override.channel_id ?? override.category_id ?? '';
      const set = (this.#places.get(place) ?? {
        everyone: undefined,
        roles: new Map(),
        members: new Map(),
      }) as {
        everyone: OverrideRule | undefined;
        roles: Map<string, OverrideRule>;
        members: Map<string, OverrideRule>;
      };
      const rule = { allow: override.allow, deny: override.deny };
      if (override.account_id) set.members.set(override.account_id, rule);
      else if (override.role_id === everyoneId) set.everyone = rule;
      else if (override.role_id) set.roles.set(override.role_id, rule);
      this.#places.set(place, set);
    }
  }

  isMember(accountId: string): boolean {
    return this.#members.has(accountId);
  }

  /** Effective permissions of a member in the community, or in one of its channels. Nobody else has any. */
  permissionsOf(accountId: string, channelId?: string): ReadonlySet<Permission> {
    const roles = this.#members.get(accountId);
    if (!roles) return new Set();
    const channel = channelId === undefined ? undefined : this.channels.get(channelId);
    if (channelId !== undefined && !channel) return new Set();
    const key = `${this.profileOf(accountId)}|${channelId ?? ''}`;
    let permissions = this.#computed.get(key);
    if (!permissions) {
      permissions = effectivePermissions(
        this.#subject(accountId, roles),
        this.everyone,
        channel && this.#placeOf(channel),
      );
      this.#computed.set(key, permissions);
    }
    return permissions;
  }

  /** As `permissionsOf` in a channel that is governed by this category. Nothing for one that is not the community's. */
  permissionsInCategory(accountId: string, categoryId: string): ReadonlySet<Permission> {
    const roles = this.#members.get(accountId);
    if (!roles || !this.categories.some(({ id }) => id === categoryId)) return new Set();
    return this.permissionsUnder(accountId, this.overridesOf(categoryId));
  }

  /** What a member may do in a place that has these overrides, and is open for writing. */
  permissionsUnder(accountId: string, overrides: OverrideSet): ReadonlySet<Permission> {
    const roles = this.#members.get(accountId);
    if (!roles) return new Set();
    return effectivePermissions(this.#subject(accountId, roles), this.everyone, {
      overrides,
      isReadOnly: false,
    });
  }

  /** What somebody may do who has this role and no other, in the community or in one of its channels. */
  permissionsOfRole(role: DirectoryRole, channelId?: string): ReadonlySet<Permission> {
    const channel = channelId === undefined ? undefined : this.channels.get(channelId);
    if (channelId !== undefined && !channel) return new Set();
    return effectivePermissions(bearerOf(role), this.everyone, channel && this.#placeOf(channel));
  }

  /** As `permissionsUnder`, of somebody who has this role and no other. */
  permissionsOfRoleUnder(role: DirectoryRole, overrides: OverrideSet): ReadonlySet<Permission> {
    return effectivePermissions(bearerOf(role), this.everyone, { overrides, isReadOnly: false });
  }

  /** As `permissionsOf`, with the reason for each permission that is there or not. Nothing for who is no member. */
  explain(accountId: string, channelId?: string): ReadonlyMap<Permission, Verdict> {
    const roles = this.#members.get(accountId);
    const channel = channelId === undefined ? undefined : this.channels.get(channelId);
    if (!roles || (channelId !== undefined && !channel)) return new Map();
    return explainPermissions(
      this.#subject(accountId, roles),
      this.everyone,
      channel && this.#placeOf(channel),
    );
  }

  /** The member's own roles, the highest first, everyone not among them. */
  rolesOf(accountId: string): readonly DirectoryRole[] {
    return this.#members.get(accountId) ?? [];
  }

  /** The position of a member's highest role; the owner's is above every role; -1 for who is no member. */
  rankOf(accountId: string): number {
    const roles = this.#members.get(accountId);
    if (!roles) return -1;
    if (accountId === this.ownerId) return (this.roles[0]?.position ?? 0) + 1;
    return roles[0]?.position ?? 0;
  }

  /** Accounts of all members, in no order. */
  get memberIds(): Iterable<string> {
    return this.#members.keys();
  }

  nicknameOf(accountId: string): string | undefined {
    return this.#nicknames[accountId];
  }

  /** When the member's timeout ends (ISO 8601), if they are timed out. */
  timeoutOf(accountId: string): string | undefined {
    return this.#timeouts[accountId];
  }

  /** Reports that wait, of channels that the member may view; null for who does not review them. */
  openReportsFor(accountId: string): number | null {
    if (!this.permissionsOf(accountId).has('report.review')) return null;
    return this.#countIn(this.#openReports, accountId, 'channel.view');
  }

  /** Messages that wait for a moderator where the member is one; null for who is nowhere. */
  heldMessagesFor(accountId: string): number | null {
    const moderates = [...this.channels.keys()].some((id) =>
      this.permissionsOf(accountId, id).has('message.manage'),
    );
    return moderates ? this.#countIn(this.#heldMessages, accountId, 'message.manage') : null;
  }

  #countIn(counts: Readonly<Record<string, number>>, accountId: string, needed: Permission): number {
    let sum = 0;
    for (const [channelId, count] of Object.entries(counts))
      if (this.permissionsOf(accountId, channelId).has(needed)) sum += count;
    return sum;
  }

  /** What a category, or a channel by itself, says differently. A synced channel is governed by its category's. */
  overridesOf(placeId: string): OverrideSet {
    return this.#places.get(placeId) ?? noOverrides;
  }

  /** Whether a channel is closed to who has no role at all. */
  isPrivate(channelId: string): boolean {
    return (
      this.channels.has(channelId) && !this.permissionsOfRole(this.everyone, channelId).has('channel.view')
    );
  }

  /**
   * Members of one profile have the same permissions everywhere in the community: the same roles, and no override
   * naming one of them. What is sent to a profile is encoded once for all of it.
   */
  profileOf(accountId: string): string {
    let profile = this.#profiles.get(accountId);
    if (profile === undefined) {
      profile = this.#findProfile(accountId);
      // Of members only: what is remembered must not grow with whoever asks.
      if (this.isMember(accountId)) this.#profiles.set(accountId, profile);
    }
    return profile;
  }

  #findProfile(accountId: string): string {
    if (accountId === this.ownerId) return 'owner';
    // Each timeout ends at a time of its own.
    if (this.#timeouts[accountId] !== undefined) return `member:${accountId}`;
    for (const place of this.#places.values()) if (place.members.has(accountId)) return `member:${accountId}`;
    return `roles:${(this.#members.get(accountId) ?? []).map((role) => role.id).join()}`;
  }

  #subject(accountId: string, roles: readonly DirectoryRole[]): PermissionSubject {
    const isTimedOut = this.#timeouts[accountId] !== undefined;
    return { accountId, isOwner: accountId === this.ownerId, isTimedOut, roles };
  }

  #placeOf(channel: DirectoryChannel): PermissionPlace {
    const overrides = this.overridesOf(
      channel.synced && channel.categoryId ? channel.categoryId : channel.id,
    );
    return { overrides, isReadOnly: channel.locked || channel.kind === 'announcement' };
  }
}

/**
 * Who is in which place (a community, a conversation) and may do what there, held in memory: checking a permission costs
 * no query. `community.changed` and `conversation.changed` drop the copy; while the replica cannot hear such events it
 * reads from the database.
 */
export class Directory {
  readonly #store: Store;
  readonly #communities: ViewCache<CommunityView>;
  readonly #conversations: ViewCache<ConversationView>;
  readonly #threads: ViewCache<ThreadView>;
  /** By channel; of a conversation the id of its only channel is its own. */
  readonly #placeOfChannel = new Map<string, PlaceKey>();
  /** Look-ups under way: callers of one channel share one, and so go on in the order they came. */
  readonly #lookups = new Map<string, Promise<PlaceKey | undefined>>();

  constructor(store: Store, bus: Bus) {
    this.#store = store;
    const isTrusted = () => bus.isUp;
    this.#communities = new ViewCache(async (id) => {
      const row = await store.findCommunity(id);
      // To everybody but the instance's administration an archived community is not there.
      return row?.archived_at === null ? new CommunityView(row) : undefined;
    }, isTrusted);
    this.#conversations = new ViewCache(async (id) => {
      const row = await store.findConversation(id);
      return row && new ConversationView(row);
    }, isTrusted);
    this.#threads = new ViewCache(async (id) => {
      const row = await store.findThread(id);
      return row && new ThreadView(row);
    }, isTrusted);
    bus.on('thread.changed', ({ threadId }) => this.#threads.forget(threadId));
    bus.on('community.changed', ({ communityId }) => this.#communities.forget(communityId));
    bus.on('conversation.changed', ({ conversationId }) => this.#conversations.forget(conversationId));
    bus.onRestored(() => this.forgetAll());
  }

  /** The community as it is now, or undefined when there is none, or it is archived. */
  community(id: string): Promise<CommunityView | undefined> {
    return this.#communities.get(id);
  }

  conversation(id: string): Promise<ConversationView | undefined> {
    return this.#conversations.get(id);
  }

  /**
   * The community as it is within `tx`, locked: of two who change it at once the second is judged by what the first
   * did. Undefined when there is none, and when it is archived unless `evenArchived`.
   */
  async lock(
    tx: Tx,
    id: string,
    { evenArchived = false }: { evenArchived?: boolean } = {},
  ): Promise<CommunityView | undefined> {
    const row = await this.#store.lockCommunity(tx, id);
    return row && (evenArchived || row.archived_at === null) ? new CommunityView(row) : undefined;
  }

  /** As `lock`, of a conversation. */
  async lockConversation(tx: Tx, id: string): Promise<ConversationView | undefined> {
    const row = await this.#store.lockConversation(tx, id);
    return row && new ConversationView(row);
  }

  /** A channel and what it belongs to: of a community, a conversation, or a thread. */
  async spotOfChannel(channelId: string): Promise<Spot | undefined> {
    const known = this.#placeOfChannel.get(channelId);
    const key = known ?? (await this.#lookUp(channelId));
    if (!key) return undefined;
    const cache: ViewCache<Place> = this.#cacheOf(key);
    const above = key.parentId ?? channelId;
    let place = await cache.get(key.id);
    // The database has just named a channel that our copy lacks: another replica made it, and its word is on the way.
    if (place && !known && !place.channels.has(above)) {
      cache.forget(key.id);
      place = await cache.get(key.id);
    }
    const spot = spotIn(
      place,
      above,
      key.parentId ? ((await this.#threads.get(channelId)) ?? null) : undefined,
    );
    if (spot) this.#placeOfChannel.set(channelId, key);
    return spot;
  }

  /** The community that a channel belongs to; undefined for a conversation's, and for a thread. */
  async communityOfChannel(channelId: string): Promise<CommunityView | undefined> {
    const spot = await this.spotOfChannel(channelId);
    return spot?.place.kind === 'community' && spot.channel.parentId === null ? spot.place : undefined;
  }

  /** As `spotOfChannel`, of what is in memory and can be trusted: the way without a promise for the hot path. */
  readySpotOfChannel(channelId: string): Spot | undefined {
    const key = this.#placeOfChannel.get(channelId);
    if (!key) return undefined;
    const place: Place | undefined = this.#cacheOf(key).ready(key.id);
    if (!key.parentId) return spotIn(place, channelId, undefined);
    return spotIn(place, key.parentId, this.#threads.ready(channelId) ?? null);
  }

  /** A thread, whoever may see it: access goes through `spotOfChannel`. */
  thread(id: string): Promise<ThreadView | undefined> {
    return this.#threads.get(id);
  }

  readyThread(id: string): ThreadView | undefined {
    return this.#threads.ready(id);
  }

  async communityOfCategory(categoryId: string): Promise<CommunityView | undefined> {
    const communityId = await this.#store.communityOfCategory(categoryId);
    return communityId ? this.community(communityId) : undefined;
  }

  async communitiesOf(accountId: string): Promise<CommunityView[]> {
    const ids = await this.#store.communitiesOfAccount(accountId);
    const views = await Promise.all(ids.map((id) => this.community(id)));
    return views.filter((view) => view !== undefined).filter((view) => view.isMember(accountId));
  }

  /** Conversations of an account, the latest first: at most as many as its windows hold. */
  async conversationsOf(accountId: string): Promise<{ view: ConversationView; activeAt: Date }[]> {
    const rows = await this.#store.conversationsOfAccount(accountId);
    const views = await Promise.all(rows.map(({ id }) => this.conversation(id)));
    return rows.flatMap(({ active_at: activeAt }, index) => {
      const view = views[index];
      return view?.isMember(accountId) ? [{ view, activeAt }] : [];
    });
  }

  forget(communityId: string): void {
    this.#communities.forget(communityId);
  }

  forgetAll(): void {
    this.#communities.forgetAll();
    this.#conversations.forgetAll();
    this.#threads.forgetAll();
    this.#placeOfChannel.clear();
  }

  #cacheOf({ kind }: PlaceKey): ViewCache<CommunityView> | ViewCache<ConversationView> {
    return kind === 'community' ? this.#communities : this.#conversations;
  }

  #lookUp(channelId: string): Promise<PlaceKey | undefined> {
    let lookup = this.#lookups.get(channelId);
    if (!lookup) {
      lookup = this.#store.placeOfChannel(channelId).finally(() => this.#lookups.delete(channelId));
      this.#lookups.set(channelId, lookup);
    }
    return lookup;
  }
}

/** `thread`: of the channel that is asked for; null when it is gone, undefined when it is none. */
function spotIn(
  place: Place | undefined,
  channelId: string,
  thread: ThreadView | null | undefined,
): Spot | undefined {
  const channel = place?.channels.get(channelId);
  if (!place || !channel || thread === null) return undefined;
  return { place, channel: thread ? thread.channelIn(channel) : channel };
}
