import type { Ctx } from '#server/platform/context.ts';
import type { ChannelDeps } from './deps.ts';

/** Notes that the viewer has read up to `seq`; all their devices hear of it. Never moves back. @throws {AppError} NOT_FOUND */
export async function markRead(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { channelId: string; seq: number },
): Promise<void> {
  const { account } = await deps.access.accessChannel(ctx, input.channelId, 'channel.view');
  const moved = await deps.store.markRead(account.id, input.channelId, input.seq);
  if (moved)
    deps.signals.read(account.id, {
      channelId: input.channelId,
      readSeq: moved.seq,
      readOrdinal: moved.ordinal,
    });
}
