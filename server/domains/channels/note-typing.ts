import type { Ctx } from '#server/platform/context.ts';
import type { ChannelDeps } from './deps.ts';

/** Tells those who have the channel open that the viewer is writing. Stored nowhere. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function noteTyping(deps: ChannelDeps, ctx: Ctx, input: { channelId: string }): Promise<void> {
  const { account } = await deps.access.accessChannel(ctx, input.channelId, 'message.send');
  deps.signals.typing({
    channelId: input.channelId,
    accountId: account.id,
    displayName: account.displayName,
  });
}
