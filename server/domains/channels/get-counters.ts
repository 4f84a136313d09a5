import type { CommunityView, Place } from '#server/domains/permissions/index.ts';
import type { ChannelCounters, MentionMark } from './contract.ts';
import type { ChannelDeps } from './deps.ts';

/** Counters of each channel that the account may view in these communities, and of these conversations and threads of theirs. */
export async function getCounters(
  deps: ChannelDeps,
  communities: readonly CommunityView[],
  others: readonly string[],
  accountId: string,
): Promise<ChannelCounters[]> {
  if (communities.length === 0 && others.length === 0) return [];
  const visible = new Set([
    ...others,
    ...communities.flatMap((community) =>
      [...community.channels.keys()].filter((id) =>
        community.permissionsOf(accountId, id).has('channel.view'),
      ),
    ),
  ]);
  const rows = await deps.store.findCounters(
    communities.map((community) => community.id),
    others,
    accountId,
  );
  // After the counters: what is newer than they say is there too, and nothing is missing that they count.
  const marks = await findMarks(deps, communities, [...visible], accountId);
  return rows
    .filter((row) => visible.has(row.channel_id))
    .map((row) => ({
      channelId: row.channel_id,
      version: row.version,
      posted: row.posted,
      readSeq: row.read_seq,
      readOrdinal: row.read_ordinal,
      rewinds: row.rewinds,
      mentions: marks.get(row.channel_id) ?? [],
    }));
}

/**
 * Messages after the read pointer that name the account, by itself, by a role of theirs or with everybody, in those of
 * the places' channels that they may view. By channel, oldest first.
 */
export async function findMarks(
  deps: ChannelDeps,
  places: readonly Place[],
  channelIds: readonly string[],
  accountId: string,
): Promise<Map<string, MentionMark[]>> {
  if (channelIds.length === 0) return new Map();
  const roleIds = places.flatMap((place) => place.rolesOf(accountId).map(({ id }) => id));
  const rows = await deps.store.findMarks(accountId, channelIds, roleIds);
  const marks = new Map<string, MentionMark[]>();
  for (const { channel_id, seq, version } of rows)
    marks.set(channel_id, [...(marks.get(channel_id) ?? []), [seq, version]]);
  return marks;
}
