import { requireUser, type Ctx } from '#server/platform/context.ts';
import { savedLimits, type SavedMessageDto, type SavedPage } from './contract.ts';
import type { SavedDeps } from './deps.ts';

/** Rows looked at in one step: what may no longer be seen is passed over, and a page is filled from what follows. */
const portion = 100;

/**
 * What the viewer saved, the latest first. What was deleted, or what they may no longer see, is left out, and is there
 * again when they may.
 */
export async function listSaved(
  deps: SavedDeps,
  ctx: Ctx,
  { before }: { before?: string | undefined },
): Promise<SavedPage> {
  const { account } = requireUser(ctx);
  const size = savedLimits.pageSize;
  const seen: { id: string; messageId: string; remindAt: Date | null }[] = [];
  let from = before;
  for (let isMore = true; isMore && seen.length <= size;) {
    const rows = await deps.store.list(account.id, from, portion);
    for (const row of rows) if (await mayView(deps, account.id, row.message.channelId)) seen.push(row);
    from = rows.at(-1)?.id;
    isMore = rows.length === portion;
  }
  const page = seen.slice(0, size);
  const messages = await deps.messages.listByIds(page.map(({ messageId }) => messageId));
  const items: SavedMessageDto[] = [];
  for (const { messageId, remindAt } of page) {
    const found = messages.get(messageId);
    const spot = found && (await deps.directory.spotOfChannel(found.message.channelId));
    if (!spot) continue;
    const { place, channel } = spot;
    items.push({
      messageId,
      postedAt: found.message.createdAt,
      remindAt: remindAt?.toISOString() ?? null,
      author: found.message.author,
      text: found.excerpt,
      mentioned: found.message.mentioned ?? [],
      community: place.kind === 'community' ? { id: place.id, name: place.name } : null,
      channel: { id: channel.id, name: channel.name, parentId: channel.parentId },
    });
  }
  return { items, next: seen.length > size ? (page.at(-1)?.id ?? null) : null };
}

/** Whether somebody may see what is said in a channel now. */
export async function mayView(
  { directory }: Pick<SavedDeps, 'directory'>,
  accountId: string,
  channelId: string,
): Promise<boolean> {
  const spot = await directory.spotOfChannel(channelId);
  return spot?.place.permissionsOf(accountId, spot.governedBy).has('channel.view') ?? false;
}
