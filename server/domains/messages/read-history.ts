import type { Place } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import { messageLimits, type MessageChanges, type MessagePage } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import type { PageInput } from './input.ts';
import { presentMessage } from './present.ts';
import type { RowPage } from './store.ts';

const size = messageLimits.pageSize;

/**
 * A page of at most 50 messages, ascending: the newest, those before or after a `seq`, or those around a message.
 * Costs the same at any depth of the history; writes nothing. Deleted messages are not in it.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function getPage(deps: MessageDeps, ctx: Ctx, input: PageInput): Promise<MessagePage> {
  const { account, place } = await deps.access.accessChannel(ctx, input.channelId, 'channel.view');
  if (input.around !== undefined) return pageAround(deps, account.id, place, input.channelId, input.around);
  if (input.after !== undefined) {
    const page = required(await deps.store.pageAfter(account.id, input.channelId, input.after, size + 1));
    return toPage(deps, place, page, page.rows.slice(0, size), {
      hasBefore: true,
      hasAfter: page.rows.length > size,
    });
  }
  const page = required(await deps.store.pageBefore(account.id, input.channelId, input.before, size + 1));
  return toPage(deps, place, page, page.rows.slice(0, size).toReversed(), {
    hasBefore: page.rows.length > size,
    hasAfter: input.before !== undefined,
  });
}

async function pageAround(
  deps: MessageDeps,
  readerId: string,
  place: Place,
  channelId: string,
  messageId: string,
): Promise<MessagePage> {
  const target = await deps.store.find(messageId);
  if (!target || target.channel_id !== channelId || target.deleted_at) throw notFound();
  const half = size / 2;
  // Older first: its counters then are the earlier ones, and catching up from them misses nothing.
  const older = required(await deps.store.pageBefore(readerId, channelId, target.seq + 1, half + 1));
  const newer = required(await deps.store.pageAfter(readerId, channelId, target.seq, half + 1));
  const rows = [...older.rows.slice(0, half).toReversed(), ...newer.rows.slice(0, half)];
  return toPage(deps, place, older, rows, {
    hasBefore: older.rows.length > half,
    hasAfter: newer.rows.length > half,
  });
}

/**
 * What changed in a channel after `since`: at most 200 messages, each as it is now, deleted ones as tombstones; or
 * "reload" when more did.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function getChanges(
  deps: MessageDeps,
  ctx: Ctx,
  input: { channelId: string; since: number },
): Promise<MessageChanges> {
  const { account, place } = await deps.access.accessChannel(ctx, input.channelId, 'channel.view');
  const { rows, version, posted } = required(
    await deps.store.changesSince(account.id, input.channelId, input.since, messageLimits.changesMax + 1),
  );
  if (rows.length > messageLimits.changesMax) return { reload: true, version, posted };
  return { reload: false, messages: rows.map((row) => presentMessage(row, place)), version, posted };
}

function required(page: RowPage | undefined): RowPage {
  if (!page) throw notFound();
  return page;
}

async function toPage(
  deps: MessageDeps,
  place: Place,
  { version, posted }: RowPage,
  rows: RowPage['rows'],
  edges: { hasBefore: boolean; hasAfter: boolean },
): Promise<MessagePage> {
  const threads = rows.flatMap((row) => row.thread_id ?? []);
  return {
    messages: rows.map((row) => presentMessage(row, place)),
    threads: threads.length > 0 ? await deps.threads.present(threads) : [],
    ...edges,
    ...{ version, posted },
  };
}
