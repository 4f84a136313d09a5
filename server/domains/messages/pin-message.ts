import type { AuditAction } from '#contract/audit';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { accessMessage, announce } from './access-message.ts';
import { changeMessages } from './change-messages.ts';
import { messageLimits, type MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { presentMessage } from './present.ts';
import { keepPace } from './send-message.ts';

/** Keeps a message at hand in its channel. Pinned already: as it is. @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT channel.pins_full */
export const pinMessage = (deps: MessageDeps, ctx: Ctx, input: { messageId: string }): Promise<MessageDto> =>
  setPinned(deps, ctx, input.messageId, 'message.pin');

/** Takes a message out of its channel's pins. @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED */
export const unpinMessage = (
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string },
): Promise<MessageDto> => setPinned(deps, ctx, input.messageId, 'message.unpin');

async function setPinned(
  deps: MessageDeps,
  ctx: Ctx,
  messageId: string,
  action: Extract<AuditAction, 'message.pin' | 'message.unpin'>,
): Promise<MessageDto> {
  const { row, ...grant } = await accessMessage(deps, ctx, messageId, 'message.pin');
  const { account, channel, place } = grant;
  if (row.deleted_at) throw notFound();
  const pinned = action === 'message.pin';
  if ((row.pinned_at !== null) === pinned) return presentMessage(row, place);
  keepPace(deps, account.id);
  const [message] = await changeMessages(
    deps,
    ctx,
    grant,
    async (tx) => {
      if (pinned && (await deps.store.countPins(tx, channel.id)) >= messageLimits.pinsMax)
        throw new AppError('CONFLICT', 'This channel has as many pins as it can hold.', {
          reason: 'channel.pins_full',
        });
      return (await deps.store.setPinned(tx, messageId, channel.id, pinned)) ? [messageId] : [];
    },
    () => ({
      action,
      target: { kind: 'message', id: messageId, name: row.display_name ?? '' },
      after: { channel: channel.name },
    }),
  );
  // Somebody else was as quick.
  return message ?? announce(deps, place, messageId);
}

/** A channel's pins, the latest first: at most 100. @throws {AppError} NOT_FOUND */
export async function listPins(
  deps: MessageDeps,
  ctx: Ctx,
  { channelId }: { channelId: string },
): Promise<MessageDto[]> {
  const { account, place } = await deps.access.accessChannel(ctx, channelId, 'channel.view');
  return (await deps.store.listPins(channelId, account.id)).map((row) => presentMessage(row, place));
}
