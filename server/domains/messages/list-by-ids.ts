import type { MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { excerptOf, presentMessage } from './present.ts';

/** Messages by their ids, those that were deleted left out, each with its excerpt. Who may see them is the caller's to know. */
export async function listByIds(
  deps: MessageDeps,
  ids: readonly string[],
): Promise<Map<string, { message: MessageDto; excerpt: string }>> {
  const found = new Map<string, { message: MessageDto; excerpt: string }>();
  if (ids.length === 0) return found;
  for (const row of await deps.store.findAll(ids)) {
    if (row.deleted_at) continue;
    const place = (await deps.directory.spotOfChannel(row.channel_id))?.place;
    found.set(row.id, { message: presentMessage(row, place), excerpt: excerptOf(row) });
  }
  return found;
}
