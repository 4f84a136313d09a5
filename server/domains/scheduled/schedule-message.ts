import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { scheduledLimits, type ScheduledMessageDto } from './contract.ts';
import type { ScheduledDeps } from './deps.ts';
import type { ChangeScheduledInput, ScheduleMessageInput } from './input.ts';
import { present } from './present.ts';

/**
 * Keeps a message to be sent at a time: then it is judged as if it were written at that moment. Once for each `clientId`,
 * which becomes that of the message.
 *
 * @throws {AppError} NOT_FOUND (channel), FORBIDDEN (who could not send it now), INVALID (the time), CONFLICT limit.reached
 */
export async function scheduleMessage(
  deps: ScheduledDeps,
  ctx: Ctx,
  { channelId, clientId, body, replyToId, sendAt }: ScheduleMessageInput,
): Promise<ScheduledMessageDto> {
  const { account } = await deps.access.accessChannel(ctx, channelId, 'message.send');
  const at = timeOf(deps, sendAt);
  const row = { id: newId(), accountId: account.id, channelId, clientId, body, sendAt: at };
  await deps.bus.transaction(async (tx, publish) => {
    const added = { ...row, replyToId: replyToId ?? null };
    if (!(await deps.store.insert(tx, added, scheduledLimits.scheduledMax)))
      throw new AppError('CONFLICT', 'You have scheduled as many messages as there is room for.', {
        reason: 'limit.reached',
      });
    await publish('scheduled.changed', { accountId: account.id });
  });
  const kept = await deps.store.findByClientId(account.id, clientId);
  if (!kept) throw notFound();
  return present(deps, kept);
}

/**
 * Changes the text or the time of one that was not sent yet. One that failed waits again when it gets a time.
 * @throws {AppError} NOT_FOUND also for what was sent, INVALID, CONFLICT scheduled.sending
 */
export async function changeScheduled(
  deps: ScheduledDeps,
  ctx: Ctx,
  { scheduledId, body, sendAt }: ChangeScheduledInput,
): Promise<ScheduledMessageDto> {
  const { account } = requireUser(ctx);
  const at = sendAt === undefined ? undefined : timeOf(deps, sendAt);
  const who = { accountId: account.id, id: scheduledId, now: deps.clock.now() };
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.change(tx, who, { body, sendAt: at }))) throw await whyNot(deps, who);
    await publish('scheduled.changed', { accountId: account.id });
  });
  const row = await deps.store.find(account.id, scheduledId);
  if (!row) throw notFound();
  return present(deps, row);
}

/** @throws {AppError} NOT_FOUND also for what was sent, CONFLICT scheduled.sending */
export async function removeScheduled(
  deps: ScheduledDeps,
  ctx: Ctx,
  { scheduledId }: { scheduledId: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  const now = deps.clock.now();
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.remove(tx, account.id, scheduledId, now)))
      throw await whyNot(deps, { accountId: account.id, id: scheduledId });
    await publish('scheduled.changed', { accountId: account.id });
  });
}

/** What stands in the way of a change: it is gone, or on its way. */
export async function whyNot(
  deps: ScheduledDeps,
  { accountId, id }: { accountId: string; id: string },
): Promise<AppError> {
  if (!(await deps.store.find(accountId, id))) return notFound();
  return new AppError('CONFLICT', 'This message is being sent right now.', { reason: 'scheduled.sending' });
}

/** @throws {AppError} INVALID for a time too soon or too far */
function timeOf({ clock }: ScheduledDeps, sendAt: string): Date {
  const ahead = new Date(sendAt).getTime() - clock.now().getTime();
  // A minute as people count it: what is typed has no seconds.
  const soonest = scheduledLimits.soonestSeconds * 1000 - 59_999;
  if (ahead < soonest || ahead > scheduledLimits.latestDays * 86_400_000)
    throw invalid({ sendAt: 'invalid' });
  return new Date(sendAt);
}
