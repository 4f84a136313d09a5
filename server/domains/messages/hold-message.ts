import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { FilterRule } from '#contract/filters';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { MessageDeps } from './deps.ts';
import type { SendMessageInput } from './input.ts';

/**
 * Keeps a message for a moderator instead of posting it, and tells its author so: by failing. Once per `clientId`; who
 * asks again hears how it stands.
 *
 * @param wait seconds of slow mode that a new one would have to wait
 * @throws {AppError} CONFLICT message.held, FORBIDDEN message.refused, CONFLICT limit.reached, RATE_LIMITED
 *   channel.slow_mode
 */
export async function withhold(
  deps: MessageDeps,
  { community, channel, account }: ChannelGrant,
  input: SendMessageInput,
  rule: FilterRule,
  wait: number,
): Promise<void> {
  const held = await deps.bus.transaction(async (tx, publish) => {
    const earlier = await deps.store.findHeldByClientId(tx, account.id, input.clientId);
    if (earlier || wait > 0) return earlier;
    const made = await deps.store.insertHeld(tx, {
      id: newId(),
      communityId: community.id,
      channelId: channel.id,
      authorId: account.id,
      clientId: input.clientId,
      body: input.body,
      replyToId: input.replyToId ?? null,
      filterName: rule.name,
    });
    if (!made)
      throw new AppError('CONFLICT', 'Too many messages wait for a moderator.', { reason: 'limit.reached' });
    await publish('community.changed', { communityId: community.id });
    return { refusedAt: null, refusal: '' };
  });
  if (!held) return;
  if (held.refusedAt)
    throw new AppError('FORBIDDEN', 'A moderator did not post this message.', {
      reason: 'message.refused',
      detail: held.refusal,
    });
  throw new AppError('CONFLICT', 'This message waits for a moderator.', { reason: 'message.held' });
}
