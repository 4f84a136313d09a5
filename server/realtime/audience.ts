import { presentCommunity } from '#server/domains/communities/index.ts';
import { presentConversation } from '#server/domains/conversations/index.ts';
import { changedFaces, type CommunityView, type Directory } from '#server/domains/permissions/index.ts';
import { accountRoom, channelRoom, profileRoom } from './rooms.ts';
import type { HearthServer, HearthSocket } from './types.ts';

/**
 * Which of this replica's sockets belong to which community, by profile (members who may do the same). Follows every
 * change of roles, channels and memberships: sockets get the community as they see it now, and leave the rooms of what
 * they may no longer see.
 */
export class Audience {
  readonly #io: HearthServer;
  readonly #directory: Directory;
  readonly #byAccount = new Map<string, Set<HearthSocket>>();
  /** Community id → profile → its sockets here. */
  readonly #profiles = new Map<string, Map<string, Set<HearthSocket>>>();
  /** Communities connected here as they were last told of. */
  readonly #told = new Map<string, CommunityView>();

  constructor(io: HearthServer, directory: Directory) {
    this.#io = io;
    this.#directory = directory;
  }

  get sockets(): Iterable<HearthSocket> {
    return this.#io.sockets.sockets.values() as Iterable<HearthSocket>;
  }

  get communityIds(): string[] {
    return [...this.#profiles.keys()];
  }

  countOf(accountId: string): number {
    return this.#byAccount.get(accountId)?.size ?? 0;
  }

  /** Profiles connected here, each with its sockets: one at least. */
  profilesOf(communityId: string): Iterable<[profile: string, sockets: ReadonlySet<HearthSocket>]> {
    return this.#profiles.get(communityId) ?? [];
  }

  async add(socket: HearthSocket): Promise<void> {
    const { accountId } = socket.data;
    const sockets = this.#byAccount.get(accountId) ?? new Set();
    sockets.add(socket);
    this.#byAccount.set(accountId, sockets);
    for (const { id } of await this.#directory.communitiesOf(accountId)) {
      // Asked for anew: while the others were read this one may have changed, and its refresh passed.
      const view = await this.#directory.community(id);
      if (socket.connected && view?.isMember(accountId)) this.#place(socket, view);
    }
  }

  remove(socket: HearthSocket): void {
    const sockets = this.#byAccount.get(socket.data.accountId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#byAccount.delete(socket.data.accountId);
    for (const communityId of socket.data.profiles.keys()) this.#displace(socket, communityId);
  }

  /** The community changed: every socket here sees it as it is now, or no longer. */
  async refresh(communityId: string): Promise<void> {
    const view = await this.#directory.community(communityId);
    for (const socket of this.sockets) {
      const isMember = view?.isMember(socket.data.accountId) ?? false;
      if (!isMember && !isIn(socket, communityId)) continue;
      this.#leaveHidden(socket, communityId, isMember ? view : undefined);
      if (view && isMember) this.#place(socket, view);
      else {
        this.#displace(socket, communityId);
        socket.emit('community.removed', { communityId });
      }
    }
    if (!view) return;
    for (const [profile, [socket]] of this.profilesOf(communityId)) {
      this.#io.local
        .to(profileRoom(communityId, profile))
        .emit('community.updated', { community: presentCommunity(view, socket!.data.accountId) });
    }
    this.#tellFaces(view);
  }

  /** The conversation changed: its members see it as it is now, and who is no longer in it leaves it. */
  async refreshConversation(id: string, removed: readonly string[]): Promise<void> {
    const view = await this.#directory.conversation(id);
    for (const accountId of removed) {
      for (const socket of this.#byAccount.get(accountId) ?? []) {
        socket.data.channels.delete(id);
        void socket.leave(channelRoom(id));
        socket.emit('conversation.removed', { conversationId: id });
      }
    }
    for (const accountId of view?.memberIds ?? [])
      if (this.#byAccount.has(accountId))
        this.#io.local
          .to(accountRoom(accountId))
          .emit('conversation.updated', { conversation: presentConversation(view!, accountId) });
  }

  /** After events may have been missed: nobody stays in a conversation that they are not in any more. */
  async recheckConversations(): Promise<void> {
    for (const socket of this.sockets)
      for (const [channelId, { placeId }] of socket.data.channels) {
        if (placeId !== channelId) continue;
        const view = await this.#directory.conversation(channelId);
        if (view?.isMember(socket.data.accountId)) continue;
        socket.data.channels.delete(channelId);
        void socket.leave(channelRoom(channelId));
        socket.emit('conversation.removed', { conversationId: channelId });
      }
  }

  /** Names and colours in messages that are on screen: of whoever shows differently than they did. */
  #tellFaces(view: CommunityView): void {
    const before = this.#told.get(view.id);
    if (!this.#profiles.has(view.id)) return;
    this.#told.set(view.id, view);
    const members = before && before !== view ? changedFaces(before, view) : [];
    if (members.length === 0) return;
    for (const [profile] of this.profilesOf(view.id))
      this.#io.local
        .to(profileRoom(view.id, profile))
        .emit('member.updated', { communityId: view.id, members });
  }

  #leaveHidden(socket: HearthSocket, communityId: string, view: CommunityView | undefined): void {
    for (const [channelId, { placeId, governedBy }] of socket.data.channels) {
      if (
        placeId !== communityId ||
        view?.permissionsOf(socket.data.accountId, governedBy).has('channel.view')
      )
        continue;
      socket.data.channels.delete(channelId);
      void socket.leave(channelRoom(channelId));
    }
  }

  #place(socket: HearthSocket, view: CommunityView): void {
    const profile = view.profileOf(socket.data.accountId);
    if (socket.data.profiles.get(view.id) === profile) return;
    this.#displace(socket, view.id);
    socket.data.profiles.set(view.id, profile);
    void socket.join(profileRoom(view.id, profile));
    if (!this.#told.has(view.id)) this.#told.set(view.id, view);
    const profiles = this.#profiles.get(view.id) ?? new Map<string, Set<HearthSocket>>();
    this.#profiles.set(view.id, profiles.set(profile, (profiles.get(profile) ?? new Set()).add(socket)));
  }

  #displace(socket: HearthSocket, communityId: string): void {
    const profile = socket.data.profiles.get(communityId);
    if (profile === undefined) return;
    socket.data.profiles.delete(communityId);
    void socket.leave(profileRoom(communityId, profile));
    const profiles = this.#profiles.get(communityId);
    const sockets = profiles?.get(profile);
    sockets?.delete(socket);
    if (sockets?.size === 0) profiles?.delete(profile);
    if (profiles?.size !== 0) return;
    this.#profiles.delete(communityId);
    this.#told.delete(communityId);
  }
}

/** Whether a socket gets anything of a community: its profile's events, or those of a channel it was let into before. */
const isIn = ({ data }: HearthSocket, communityId: string): boolean =>
  data.profiles.has(communityId) ||
  [...data.channels.values()].some(({ placeId }) => placeId === communityId);
