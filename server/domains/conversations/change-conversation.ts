import { grantChannel, type ChannelGrant } from '#server/domains/channels/index.ts';
import type { ConversationView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/errors.ts';
import type { ConversationDto } from './contract.ts';
import type { ConversationDeps } from './deps.ts';
import { presentConversation } from './present.ts';

export interface ConversationChange {
  tx: Tx;
  grant: ChannelGrant<ConversationView>;
  /** Names somebody who is not in it any more: their windows close it. */
  removed: (accountId: string) => void;
}

/**
 * The one way to change a conversation: alone among its changes, judged by the conversation as it is under the lock, and
 * told to its members with the commit.
 *
 * @throws {AppError} NOT_FOUND for who is not in it
 */
export async function changeConversation(
  deps: ConversationDeps,
  ctx: Ctx,
  id: string,
  change: (step: ConversationChange) => Promise<void>,
): Promise<void> {
  const { place } = await deps.access.accessChannel(ctx, id, 'channel.view');
  if (place.kind !== 'conversation') throw notFound();
  await deps.bus.transaction(async (tx, publish) => {
    const view = await deps.directory.lockConversation(tx, id);
    const removed: string[] = [];
    await change({
      tx,
      grant: grantChannel(ctx, view, id, 'channel.view'),
      removed: (accountId) => removed.push(accountId),
    });
    await publish('conversation.changed', { conversationId: id, removed });
  });
}

/** As the actor sees it now. @throws {AppError} NOT_FOUND */
export async function conversationFor(
  deps: ConversationDeps,
  id: string,
  accountId: string,
): Promise<ConversationDto> {
  const view = await deps.directory.conversation(id);
  if (!view?.isMember(accountId)) throw notFound();
  return presentConversation(view, accountId);
}
