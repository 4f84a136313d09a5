import type { MentionNote } from '#server/domains/messages/index.ts';
import type { Friends } from '#server/domains/friends/index.ts';
import type { CommunityView, Directory, Spot } from '#server/domains/permissions/index.ts';
import type { Audience } from './audience.ts';
import { accountRoom, profileRoom } from './rooms.ts';
import type { HearthServer, HearthSocket } from './types.ts';

interface Mark {
  seq: number;
  version: number;
  on: boolean;
}

type Blockers = Pick<Friends, 'blockersOf'>;

/** Characters of notes in a notification of 8,000 bytes; ids and names of fields are ASCII. */
const portionMax = 6500;

/** Notes in portions that fit a notification each: a single one always does. */
export function portionsOf(notes: readonly MentionNote[]): MentionNote[][] {
  const portions: MentionNote[][] = [];
  let size = Infinity;
  for (const note of notes) {
    const length = JSON.stringify(note).length + 1;
    if (size + length > portionMax) {
      portions.push([]);
      size = 0;
    }
    portions.at(-1)!.push(note);
    size += length;
  }
  return portions;
}

/**
 * Tells this replica's sockets whom messages name. Who is named by themselves is told by themselves; roles and everybody
 * once for each profile of a community, so that thousands cost what their profiles cost. Nobody is told of a channel that
 * they may not view, or of what they or somebody whom they blocked wrote.
 */
export class MentionSender {
  readonly #io: HearthServer;
  readonly #directory: Directory;
  readonly #audience: Audience;
  readonly #friends: Blockers;

  constructor(io: HearthServer, directory: Directory, audience: Audience, friends: Blockers) {
    this.#io = io;
    this.#directory = directory;
    this.#audience = audience;
    this.#friends = friends;
  }

  /** The notes that have to be sent once more: somebody was between two profiles. */
  async send(notes: readonly MentionNote[]): Promise<MentionNote[]> {
    const again: MentionNote[] = [];
    const authorIds = new Set(notes.flatMap(({ authorId }) => authorId ?? []));
    const blockers = await this.#friends.blockersOf([...authorIds]);
    const isDeaf = (accountId: string, { authorId }: MentionNote) =>
      accountId === authorId || (authorId !== null && blockers.get(authorId)?.includes(accountId) === true);
    for (const [channelId, ofChannel] of Map.groupBy(notes, (note) => note.channelId)) {
      const spot = await this.#directory.spotOfChannel(channelId);
      if (!spot) continue;
      const { place, governedBy } = spot;
      const byAccount = new Map<string, Mark[]>();
      for (const note of ofChannel)
        for (const accountId of note.accounts)
          if (!isDeaf(accountId, note) && place.permissionsOf(accountId, governedBy).has('channel.view'))
            byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), markOf(note)]);
      for (const [accountId, marks] of byAccount)
        this.#io.local.to(accountRoom(accountId)).emit('channel.mentions', { channelId, marks });
      const wide = ofChannel.filter(({ roles, everybody }) => everybody || roles.length > 0);
      if (wide.length === 0) continue;
      if (place.kind === 'community') again.push(...this.#sendToProfiles(place, spot, wide, blockers));
    }
    return again;
  }

  #sendToProfiles(
    view: CommunityView,
    { channel, governedBy }: Spot,
    notes: readonly MentionNote[],
    blockers: ReadonlyMap<string, readonly string[]>,
  ): MentionNote[] {
    let isComplete = true;
    for (const [profile, sockets] of this.#audience.profilesOf(view.id)) {
      const member = memberOf(view, profile, sockets);
      if (member === undefined) {
        isComplete = false;
        continue;
      }
      if (!view.permissionsOf(member, governedBy).has('channel.view')) continue;
      const roleIds = new Set(view.rolesOf(member).map(({ id }) => id));
      const meant = notes.filter(({ everybody, roles }) => everybody || roles.some((id) => roleIds.has(id)));
      for (const [authorId, ofAuthor] of Map.groupBy(meant, (note) => note.authorId)) {
        const all = this.#io.local.to(profileRoom(view.id, profile));
        const deaf = authorId === null ? [] : [authorId, ...(blockers.get(authorId) ?? [])];
        const others = deaf.length === 0 ? all : all.except(deaf.map(accountRoom));
        others.emit('channel.mentions', { channelId: channel.id, marks: ofAuthor.map(markOf) });
      }
    }
    return isComplete ? [] : notes.map((note) => ({ ...note, accounts: [] }));
  }
}

const markOf = ({ seq, version, on }: MentionNote): Mark => ({ seq, version, on });

/**
 * Somebody who has the profile still. Rooms follow a change a moment after the view does: who is about to leave cannot
 * speak for the others, and when nobody is left, whoever comes into their next profile must be told then.
 */
export function memberOf(
  view: CommunityView,
  profile: string,
  sockets: Iterable<HearthSocket>,
): string | undefined {
  for (const { data } of sockets)
    if (view.isMember(data.accountId) && view.profileOf(data.accountId) === profile) return data.accountId;
  return undefined;
}
