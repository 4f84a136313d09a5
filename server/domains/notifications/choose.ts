import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { MuteTime } from './contract.ts';
import type { NotificationDeps } from './deps.ts';
import type { SetPlaceInput, SetPreferencesInput } from './input.ts';

/**
 * Chooses what one hears of a community, a category or a channel (or a conversation, which is one), and whether it is
 * muted. All windows of the person follow.
 *
 * @throws {AppError} NOT_FOUND for what one may not view, CONFLICT limit.reached
 */
export async function setPlace(deps: NotificationDeps, ctx: Ctx, input: SetPlaceInput): Promise<void> {
  const { account } = requireUser(ctx);
  await reach(deps, ctx, input);
  const change = {
    ...(input.level !== undefined && { level: input.level }),
    ...(input.mute !== undefined && muteOf(input.mute, deps.clock.now())),
  };
  await deps.bus.transaction(async (tx, publish) => {
    const hasRoom = await deps.store.setPlace(tx, account.id, input, change);
    if (!hasRoom) throw new AppError('CONFLICT', 'Too many places.', { reason: 'limit.reached' });
    await publish('notifications.changed', { accountId: account.id });
  });
}

async function reach(deps: NotificationDeps, ctx: Ctx, { place, placeId }: SetPlaceInput): Promise<void> {
  if (place === 'community') await deps.access.accessCommunity(ctx, placeId);
  else if (place === 'channel') await deps.access.accessChannel(ctx, placeId, 'channel.view');
  else await deps.access.viewCategory(ctx, placeId);
}

function muteOf(time: MuteTime, now: Date): { muted: boolean; mutedUntil: Date | null } {
  if (time === 'off') return { muted: false, mutedUntil: null };
  const until = time === 'always' ? null : new Date(now.getTime() + Number(time) * 60_000);
  return { muted: true, mutedUntil: until };
}

/** Chooses how one is told; what is left out stays. */
export async function setPreferences(
  deps: NotificationDeps,
  ctx: Ctx,
  input: SetPreferencesInput,
): Promise<void> {
  const { account } = requireUser(ctx);
  const change = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.setPreferences(tx, account.id, change);
    await publish('notifications.changed', { accountId: account.id });
  });
}
