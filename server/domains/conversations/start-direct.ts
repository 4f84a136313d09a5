import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, invalid, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { changeConversation, conversationFor } from './change-conversation.ts';
import type { ConversationAnswer, ConversationDto } from './contract.ts';
import type { ConversationDeps } from './deps.ts';
import { directKeyOf } from './store.ts';

/**
 * The direct conversation with somebody: the one that is there, at hand again, or a new one. For somebody who is no
 * friend it waits as a request. Who blocked the actor answers as one who takes messages of friends only.
 *
 * @throws {AppError} NOT_FOUND for who is neither a friend nor in a community of the actor's, INVALID (oneself), CONFLICT
 *   person.blocked (by the actor), FORBIDDEN conversation.closed, RATE_LIMITED
 */
export async function startDirect(
  deps: ConversationDeps,
  ctx: Ctx,
  { accountId: otherId }: { accountId: string },
): Promise<ConversationDto> {
  const { account } = requireUser(ctx);
  if (otherId === account.id) throw invalid({ accountId: 'invalid' });
  const key = directKeyOf(account.id, otherId);
  const existing = await deps.store.idOfDirect(key);
  if (existing) return takeUp(deps, ctx, existing);
  keepPace(deps, account.id);
  const id = newId();
  const started = await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.isThere(tx, otherId))) throw notFound();
    const standing = await deps.friends.standingOf(tx, account.id, otherId);
    const { areFriends, hasBlocked, isBlocked, takesFrom } = standing;
    if (!areFriends && !(await deps.store.shareCommunity(tx, account.id, otherId))) throw notFound();
    if (hasBlocked)
      throw new AppError('CONFLICT', 'You have blocked this person.', { reason: 'person.blocked' });
    if (isBlocked || (!areFriends && takesFrom === 'friends')) throw closed();
    if (!(await deps.store.insertDirect(tx, id, key))) return false;
    await deps.store.addMembers(tx, id, [account.id], 'accepted');
    await deps.store.addMembers(tx, id, [otherId], areFriends ? 'accepted' : 'waiting');
    await publish('conversation.changed', { conversationId: id, removed: [] });
    return true;
  });
  if (started) return conversationFor(deps, id, account.id);
  const other = await deps.store.idOfDirect(key);
  if (!other) throw notFound();
  return takeUp(deps, ctx, other);
}

/** Who turns to somebody has accepted what they wrote, and wants it at hand. */
async function takeUp(deps: ConversationDeps, ctx: Ctx, id: string): Promise<ConversationDto> {
  const { account } = requireUser(ctx);
  const view = await deps.directory.conversation(id);
  const atHand = view && view.answerOf(account.id) === 'accepted' && view.closedAt(account.id) === null;
  if (!atHand)
    await changeConversation(deps, ctx, id, ({ tx }) => deps.store.setAnswer(tx, id, account.id, 'accepted'));
  return conversationFor(deps, id, account.id);
}

/**
 * Answers a request, or ends a direct conversation for the time being: the other cannot write any more, and is not told
 * why. @throws {AppError} NOT_FOUND, FORBIDDEN in a group: one leaves those
 */
export async function answerConversation(
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId, answer }: { conversationId: string; answer: ConversationAnswer },
): Promise<void> {
  await changeConversation(deps, ctx, conversationId, async ({ tx, grant }) => {
    if (grant.place.conversationKind !== 'direct') throw forbidden();
    await deps.store.setAnswer(tx, conversationId, grant.account.id, answer);
  });
}

/** Puts a conversation away until the next message. @throws {AppError} NOT_FOUND */
export const closeConversation = (
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId }: { conversationId: string },
): Promise<void> =>
  changeConversation(deps, ctx, conversationId, ({ tx, grant }) =>
    deps.store.close(tx, conversationId, grant.account.id),
  );

/** Who writes has accepted. Costs a query once in a conversation's life. */
export async function noteAnswered(deps: ConversationDeps, ctx: Ctx, conversationId: string): Promise<void> {
  await changeConversation(deps, ctx, conversationId, ({ tx, grant }) =>
    deps.store.setAnswer(tx, conversationId, grant.account.id, 'accepted'),
  );
}

/** @throws {AppError} RATE_LIMITED */
export function keepPace(deps: ConversationDeps, accountId: string): void {
  const wait = deps.pace.take(accountId);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You have started a lot of conversations. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
}

const closed = () =>
  new AppError('FORBIDDEN', 'This person does not take messages from you at the moment.', {
    reason: 'conversation.closed',
  });
