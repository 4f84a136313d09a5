import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { savedLimits, type SavedState } from './contract.ts';
import type { SavedDeps } from './deps.ts';
import type { SaveMessageInput } from './input.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Keeps a message that the viewer may see, for themselves, and sets when they hear of it again. What is saved already
 * stays in its place.
 *
 * @throws {AppError} NOT_FOUND, INVALID (a time that is past or too far), CONFLICT limit.reached
 */
export async function saveMessage(
  deps: SavedDeps,
  ctx: Ctx,
  { messageId, remindAt }: SaveMessageInput,
): Promise<SavedState> {
  const { account } = requireUser(ctx);
  const at = typeof remindAt === 'string' ? new Date(remindAt) : remindAt;
  const now = deps.clock.now().getTime();
  if (at && (at.getTime() <= now || at.getTime() > now + savedLimits.remindDays * dayMs))
    throw invalid({ remindAt: 'invalid' });
  const found = (await deps.messages.listByIds([messageId])).get(messageId);
  if (!found) throw notFound();
  await deps.access.accessChannel(ctx, found.message.channelId, 'channel.view');
  await deps.bus.transaction(async (tx, publish) => {
    const hasRoom = await deps.store.save(tx, { accountId: account.id, messageId }, at, savedLimits.savedMax);
    if (!hasRoom)
      throw new AppError('CONFLICT', 'You have saved as many messages as there is room for.', {
        reason: 'limit.reached',
      });
    await publish('saved.changed', { accountId: account.id });
  });
  return findSaved(deps, ctx, { messageId });
}

/** No longer keeps a message; what was not saved stays so. */
export async function removeSaved(
  deps: SavedDeps,
  ctx: Ctx,
  { messageId }: { messageId: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.remove(tx, account.id, messageId);
    await publish('saved.changed', { accountId: account.id });
  });
}

/** How it stands with a message: nothing but what the viewer did themselves. */
export async function findSaved(
  deps: SavedDeps,
  ctx: Ctx,
  { messageId }: { messageId: string },
): Promise<SavedState> {
  const { account } = requireUser(ctx);
  const found = await deps.store.find(account.id, messageId);
  return { saved: found && { remindAt: found.remindAt?.toISOString() ?? null } };
}
