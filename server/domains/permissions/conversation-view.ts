import type { ConversationAnswer, ConversationKind, ConversationMemberDto } from '#contract/conversations';
import type { ChannelPermission } from './contract.ts';
import type { DirectoryChannel, DirectoryRole } from './directory.ts';
import type { ConversationRow } from './store.ts';

const everything: ReadonlySet<ChannelPermission> = new Set<ChannelPermission>([
  'channel.view',
  'message.send',
  'message.pin',
  'message.attach',
  'message.embed',
  'message.react',
]);
const reading: ReadonlySet<ChannelPermission> = new Set<ChannelPermission>(['channel.view']);
const nothing: ReadonlySet<ChannelPermission> = new Set();

/**
 * A direct or group conversation as it stood when it was read. It has one channel, whose id is its own, no roles and no
 * moderators: who takes part may write, unless it is direct and one of the two does not want to hear from the other.
 * Immutable; a change replaces the whole of it.
 */
export class ConversationView {
  readonly kind = 'conversation';
  readonly id: string;
  readonly conversationKind: ConversationKind;
  /** Given to a group; empty: it is called by its members. */
  readonly name: string;
  readonly colour: ConversationRow['colour'];
  /** Of a group. */
  readonly ownerId: string | null;
  readonly createdAt: Date;
  /** When the last message came, or when it was started; as of this reading. */
  readonly activeAt: Date;
  readonly channels: ReadonlyMap<string, DirectoryChannel>;
  /** In the order they came. */
  readonly members: readonly ConversationMemberDto[];
  readonly #members: ReadonlyMap<string, ConversationRow['members'][number]>;
  readonly #isClosed: boolean;

  constructor(row: ConversationRow) {
    this.id = row.id;
    this.conversationKind = row.kind;
    this.name = row.name;
    this.colour = row.colour;
    this.createdAt = row.created_at;
    this.activeAt = row.active_at;
    this.#isClosed = row.is_closed;
    this.#members = new Map(row.members.map((member) => [member.id, member]));
    // Who owned it may be gone: then it is theirs who is in it longest.
    const owner = this.#members.get(row.owner_id ?? '') ?? row.members[0];
    this.ownerId = row.kind === 'group' ? (owner?.id ?? null) : null;
    this.members = row.members.map(({ id, username, display_name: displayName }) => ({
      ...{ id, username, displayName },
    }));
    const channel: DirectoryChannel = {
      id: row.id,
      parentId: null,
      categoryId: null,
      kind: row.kind,
      name: row.name,
      topic: '',
      position: 0,
      synced: false,
      locked: false,
      slowMode: 0,
    };
    this.channels = new Map([[channel.id, channel]]);
  }

  isMember(accountId: string): boolean {
    return this.#members.has(accountId);
  }

  get memberIds(): Iterable<string> {
    return this.#members.keys();
  }

  permissionsOf(accountId: string, channelId: string = this.id): ReadonlySet<ChannelPermission> {
    if (channelId !== this.id || !this.isMember(accountId)) return nothing;
    return this.#isClosed ? reading : everything;
  }

  /** What the member said to it; who started it, or is in a group, has accepted. */
  answerOf(accountId: string): ConversationAnswer {
    return this.#members.get(accountId)?.answer ?? 'waiting';
  }

  /** Messages that there were when the member put it away; it is back with the next one. Null: it is at hand. */
  closedAt(accountId: string): number | null {
    return this.#members.get(accountId)?.closed_at ?? null;
  }

  /** People of a conversation show by their accounts' names. */
  nicknameOf(_accountId: string): undefined {
    return undefined;
  }

  rolesOf(_accountId: string): readonly DirectoryRole[] {
    return [];
  }
}
