import type { Ctx } from '#server/platform/context.ts';
import { forbidden, notFound } from '#server/platform/errors.ts';
import { grantChannel, type ChannelGrant } from './access.ts';
import type { SlowMode } from './contract.ts';
import type { ChannelDeps } from './deps.ts';

/**
 * Closes a channel for the time being: only who may manage messages there goes on writing.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export const lockChannel = (deps: ChannelDeps, ctx: Ctx, input: LockInput): Promise<void> =>
  setLocked(deps, ctx, input, true);

/** Opens a locked channel again. @throws {AppError} NOT_FOUND, FORBIDDEN */
export const unlockChannel = (deps: ChannelDeps, ctx: Ctx, input: LockInput): Promise<void> =>
  setLocked(deps, ctx, input, false);

interface LockInput {
  channelId: string;
  reason?: string | undefined;
}

async function setLocked(
  deps: ChannelDeps,
  ctx: Ctx,
  { channelId, reason }: LockInput,
  locked: boolean,
): Promise<void> {
  const { place: community } = await deps.access.accessCommunityChannel(ctx, channelId, 'message.manage');
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const { channel } = grantChannel(ctx, now, channelId, 'message.manage');
    if (!(await deps.store.updateChannel(tx, channelId, { locked }))) throw notFound();
    note({
      action: 'channel.lock',
      target: { kind: 'channel', id: channelId, name: channel.name },
      before: { locked: channel.locked },
      after: { locked },
      reason,
    });
  });
}

/**
 * Sets how long a member waits between two messages in a channel. For who may manage the channel or its messages.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function setSlowMode(
  deps: ChannelDeps,
  ctx: Ctx,
  { channelId, slowMode }: { channelId: string; slowMode: SlowMode },
): Promise<void> {
  const { place: community } = mayPace(
    await deps.access.accessCommunityChannel(ctx, channelId, 'channel.view'),
  );
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const { channel } = mayPace(grantChannel(ctx, now, channelId, 'channel.view'));
    if (!(await deps.store.updateChannel(tx, channelId, { slowMode }))) throw notFound();
    note({
      action: 'channel.update',
      target: { kind: 'channel', id: channelId, name: channel.name },
      before: { slowMode: channel.slowMode },
      after: { slowMode },
    });
  });
}

function mayPace(grant: ChannelGrant): ChannelGrant {
  if (!grant.permissions.has('channel.manage') && !grant.permissions.has('message.manage')) throw forbidden();
  return grant;
}
