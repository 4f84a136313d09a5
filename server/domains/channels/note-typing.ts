import { shownNameOf } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { ChannelDeps } from './deps.ts';

/**
 * Tells those who have the channel open that the viewer is writing. Stored nowhere. Notes that come faster than clients
 * send them are dropped: each goes to everybody there.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function noteTyping(deps: ChannelDeps, ctx: Ctx, input: { channelId: string }): Promise<void> {
  const { account, place } = await deps.access.accessChannel(ctx, input.channelId, 'message.send');
  if (deps.typingPace.take(account.id + input.channelId) > 0) return;
  deps.signals.typing({
    channelId: input.channelId,
    accountId: account.id,
    displayName: shownNameOf(place, account),
  });
}
