import { randomUUID } from 'node:crypto';
import type { ErrorDto } from '#contract/protocol';
import type { MessageDto } from '#contract/messages';
import { requireUser, type ActorAccount, type Ctx } from '#server/platform/context.ts';
import { AppError, forbidden } from '#server/platform/errors.ts';
import { describeError } from '#server/platform/logger.ts';
import { scheduledLimits } from './contract.ts';
import type { ScheduledDeps } from './deps.ts';
import { whyNot } from './schedule-message.ts';
import type { TakenRow } from './store.ts';

const portion = 20;
/** Seconds until the next try when nobody says how long it takes. */
const waitSeconds = 15;

/**
 * Sends what is due, by the one way in and with the rights of this moment, each once: a try that died is repeated with
 * the same `clientId`, which finds what it left. What is refused stays with its author, who is told. How many were due.
 */
export async function sendDueMessages(deps: ScheduledDeps): Promise<number> {
  const due = await deps.store.takeDue(deps.clock.now(), portion);
  const lines = Map.groupBy(due, (row) => row.channel_id);
  await Promise.all(
    [...lines.values()].map(async (line) => {
      for (const row of line) await sendDue(deps, row);
    }),
  );
  return due.length;
}

async function sendDue(deps: ScheduledDeps, row: TakenRow): Promise<void> {
  try {
    const author = await deps.store.findAuthor(row.account_id);
    if (!author) throw forbidden();
    await deps.messages.sendMessage(authorCtx(author), textOf(row));
    await settle(deps, row);
  } catch (error) {
    await keepOrFail(deps, row, error);
  }
}

/**
 * Sends one at once, as the viewer at this moment. What is refused stays as it was.
 * @throws {AppError} NOT_FOUND also for what was sent, CONFLICT scheduled.sending, and all that `sendMessage` throws
 */
export async function sendNow(
  deps: ScheduledDeps,
  ctx: Ctx,
  { scheduledId }: { scheduledId: string },
): Promise<MessageDto> {
  const { account } = requireUser(ctx);
  const row = await deps.store.takeOne(account.id, scheduledId, deps.clock.now());
  if (!row) throw await whyNot(deps, { accountId: account.id, id: scheduledId });
  try {
    const message = await deps.messages.sendMessage(ctx, textOf(row));
    await settle(deps, row);
    return message;
  } catch (error) {
    if (isHeld(error)) await settle(deps, row);
    else await deps.store.release(row.id);
    throw error;
  }
}

const textOf = (row: TakenRow) => ({
  channelId: row.channel_id,
  clientId: row.client_id,
  body: row.body,
  ...(row.reply_to_id && { replyToId: row.reply_to_id }),
});

/** Its author, without a session: they wrote it, and are not there now. */
const authorCtx = (account: ActorAccount): Ctx => ({
  actor: { kind: 'user', account, sessionId: '' },
  via: 'job',
  requestId: randomUUID(),
  network: '',
  userAgent: '',
});

const isHeld = (error: unknown): boolean => error instanceof AppError && error.reason === 'message.held';

const settle = (deps: ScheduledDeps, row: TakenRow): Promise<void> =>
  deps.bus.transaction(async (tx, publish) => {
    await deps.store.settle(tx, row.id);
    await publish('scheduled.changed', { accountId: row.account_id });
  });

/** After a try that failed: what will pass is tried again, everything else is its author's to decide. */
async function keepOrFail(deps: ScheduledDeps, row: TakenRow, error: unknown): Promise<void> {
  const known = error instanceof AppError ? error : undefined;
  if (!known)
    deps.log.warn({ error: describeError(error), scheduledId: row.id }, 'a scheduled message was not sent');
  const passes = known?.code === 'RATE_LIMITED' || known?.code === 'UNAVAILABLE';
  if (passes || (!known && row.attempts < scheduledLimits.attemptsMax)) {
    const seconds = known?.retryAfter ?? waitSeconds;
    return deps.store.release(row.id, new Date(deps.clock.now().getTime() + seconds * 1000));
  }
  // An earlier try may have sent it before its author lost the right: sent is sent.
  if (await deps.messages.wasSent(row.account_id, row.client_id)) return settle(deps, row);
  const failure: ErrorDto = known?.toDto() ?? { code: 'INTERNAL', message: 'Something went wrong.' };
  await deps.bus.transaction(async (tx, publish) => {
    // What waits for a moderator is in their hands.
    if (isHeld(known)) await deps.store.settle(tx, row.id);
    else await deps.store.fail(tx, row.id, failure);
    const kind = isHeld(known) ? ('scheduled.held' as const) : ('scheduled.failed' as const);
    const { account_id: accountId, channel_id: channelId } = row;
    const spot = await deps.directory.spotOfChannel(channelId);
    await deps.news.notify({ tx, publish }, { accountId, kind, ...(spot && { channelId }) });
    await publish('scheduled.changed', { accountId });
  });
}
