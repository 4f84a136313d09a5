import type { OutboxDb } from './outbox-db.ts';
import { type Outbox, type OutboxEntry, withEntry } from './outbox-entry.ts';
import type { Store } from './store.ts';

/**
 * Stores a new entry of the outbox, so that it survives the page, and gives it its place in the queue. Resolves when
 * that is done. Where there is no space the entry lives as long as the page.
 */
export async function keepEntry(
  db: Promise<OutboxDb>,
  outbox: Store<Outbox>,
  entry: OutboxEntry,
): Promise<void> {
  const { clientId } = entry;
  const store = await db;
  const stored = await store.add(entry).catch(() => ({ ...entry, order: Date.now() }));
  // Discarded while it was being stored.
  if (!outbox.get().some((each) => each.clientId === clientId)) return store.remove(clientId);
  outbox.update((value) => withEntry(value, stored));
}
