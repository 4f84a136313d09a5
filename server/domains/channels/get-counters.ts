import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { ChannelCounters } from './contract.ts';
import type { ChannelDeps } from './deps.ts';

/** Counters of each channel that the account may view in these communities, and of these conversations and threads of theirs, in one query. */
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
  return rows
    .filter((row) => visible.has(row.channel_id))
    .map((row) => ({
      channelId: row.channel_id,
      version: row.version,
      posted: row.posted,
      readSeq: row.read_seq,
      readOrdinal: row.read_ordinal,
    }));
}
