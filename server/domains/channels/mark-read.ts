import type { Ctx } from '#server/platform/context.ts';
import type { ChannelEvents } from './contract.ts';
import type { ChannelDeps } from './deps.ts';
import { findMarks } from './get-counters.ts';
import { tellSeen } from './seen.ts';
import type { ReadRow } from './store.ts';

/**
 * Notes that the viewer has read up to `seq`; all their devices hear of it. Never moves back. A forum is read to its end:
 * who opens it sees that there are posts.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function markRead(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { channelId: string; seq: number },
): Promise<void> {
  const { account, channel, place } = await deps.access.accessChannel(ctx, input.channelId, 'channel.view');
  const moved =
    channel.kind === 'forum'
      ? (await deps.store.markAllRead(account.id, [channel.id]))[0]
      : await deps.store.markRead(account.id, input.channelId, input.seq);
  if (!moved) return;
  deps.signals.read(account.id, eventOf(moved));
  await tellSeen(deps, place, { accountId: account.id, seq: moved.seq });
}

/** Notes that the viewer has read all that they may view of a community. @throws {AppError} NOT_FOUND */
export async function markCommunityRead(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { communityId: string },
): Promise<void> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId);
  const visible = [...community.channels.keys()].filter((id) =>
    community.permissionsOf(account.id, id).has('channel.view'),
  );
  for (const moved of await deps.store.markAllRead(account.id, visible))
    deps.signals.read(account.id, eventOf(moved));
}

/**
 * Makes what was posted from `seq` on unread again, for all devices of the viewer: the one act that moves the pointer
 * back.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function markUnread(
  deps: ChannelDeps,
  ctx: Ctx,
  { channelId, seq }: { channelId: string; seq: number },
): Promise<void> {
  const { account, place } = await deps.access.accessChannel(ctx, channelId, 'channel.view');
  const moved = await deps.store.markUnread(account.id, channelId, seq);
  if (!moved) return;
  const version = await deps.store.findVersion(channelId);
  const marks = await findMarks(deps, [place], [channelId], account.id);
  deps.signals.read(account.id, { ...eventOf(moved), mentions: marks.get(channelId) ?? [], version });
}

const eventOf = ({ channel_id, seq, ordinal, rewinds }: ReadRow): ChannelEvents['channel.read'] => ({
  channelId: channel_id,
  readSeq: seq,
  readOrdinal: ordinal,
  rewinds,
});
