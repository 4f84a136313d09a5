import type { ChannelGrant } from '#server/domains/channels/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { MessageDeps } from './deps.ts';
import type { SendMessageInput } from './input.ts';
import type { FilterHit } from './send-message.ts';

/**
 * Tells an author how it stands with a message that was held back before, by failing; passes when there is none.
 * @throws {AppError} CONFLICT message.held, FORBIDDEN message.refused
 */
export async function askHeld(deps: MessageDeps, accountId: string, clientId: string): Promise<void> {
  const held = await deps.store.findHeldByClientId(accountId, clientId);
  if (!held) return;
  if (!held.refusedAt) throw waits();
  throw new AppError('FORBIDDEN', 'A moderator did not post this message.', {
    reason: 'message.refused',
    detail: held.refusal,
  });
}

/**
 * Keeps a message for a moderator instead of posting it, and tells its author so: by failing. Once per `clientId`.
 * @throws {AppError} CONFLICT message.held, CONFLICT limit.reached
 */
export async function withhold(
  deps: MessageDeps,
  { channel, account }: ChannelGrant,
  input: SendMessageInput,
  { rule, community }: FilterHit,
): Promise<never> {
  await deps.bus.transaction(async (tx, publish) => {
    const hasRoom = await deps.store.insertHeld(tx, {
      id: newId(),
      communityId: community.id,
      channelId: channel.id,
      authorId: account.id,
      clientId: input.clientId,
      body: input.body,
      replyToId: input.replyToId ?? null,
      filterName: rule.name,
    });
    if (!hasRoom)
      throw new AppError('CONFLICT', 'Too many messages wait for a moderator.', { reason: 'limit.reached' });
    await publish('community.changed', { communityId: community.id });
  });
  throw waits();
}

const waits = () =>
  new AppError('CONFLICT', 'This message waits for a moderator.', { reason: 'message.held' });
