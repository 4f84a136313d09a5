import type { Place } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type SeenDto, seenMembersMax } from './contract.ts';
import type { ChannelDeps } from './deps.ts';

/** Only where people know each other: in communities and large groups nobody is told who has read what. */
const isTold = (place: Place): boolean =>
  place.kind === 'conversation' && place.members.length <= seenMembersMax;

/** Tells the others of a small conversation how far somebody has read, those who may know. */
export async function tellSeen(deps: ChannelDeps, place: Place, seen: SeenDto): Promise<void> {
  if (!isTold(place)) return;
  const seers = await deps.store.findSeers(place.id, seen.accountId);
  if (seers.length > 0) deps.signals.seen(seers, { channelId: place.id, ...seen });
}

/**
 * How far the others have read in a conversation; of those who tell, for a viewer who tells too. Empty in communities
 * and groups of more than `seenMembersMax`.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function listSeen(
  deps: ChannelDeps,
  ctx: Ctx,
  { channelId }: { channelId: string },
): Promise<SeenDto[]> {
  const { account, place } = await deps.access.accessChannel(ctx, channelId, 'channel.view');
  return isTold(place) ? deps.store.findSeen(channelId, account.id) : [];
}
