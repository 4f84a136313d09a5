import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { ScheduledCount, ScheduledMessageDto } from './contract.ts';
import type { ScheduledDeps } from './deps.ts';
import { present } from './present.ts';

/** The viewer's own messages that wait or failed: those that failed first, then the next to be sent. */
export async function listScheduled(
  deps: ScheduledDeps,
  ctx: Ctx,
  _input: Record<string, never>,
): Promise<{ items: ScheduledMessageDto[] }> {
  const { account } = requireUser(ctx);
  const rows = await deps.store.list(account.id);
  return { items: await Promise.all(rows.map((row) => present(deps, row))) };
}

/** How many of the viewer's messages wait, by channel. */
export async function countScheduled(
  deps: ScheduledDeps,
  ctx: Ctx,
  _input: Record<string, never>,
): Promise<{ channels: ScheduledCount[] }> {
  const { account } = requireUser(ctx);
  return { channels: await deps.store.counts(account.id) };
}
