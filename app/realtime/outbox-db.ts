import { type IDBPDatabase, openDB } from 'idb';
import type { OutboxEntry } from './outbox-entry.ts';

/** Where unsent messages survive a killed tab. */
export interface OutboxDb {
  /** Stores a new entry and gives it its place in the queue. */
  add(entry: OutboxEntry): Promise<OutboxEntry>;
  /** Stores an entry's new state; does nothing when it was removed meanwhile. */
  put(entry: OutboxEntry): Promise<void>;
  remove(clientId: string): Promise<void>;
  /** All of one account, oldest first. */
  list(accountId: string): Promise<OutboxEntry[]>;
  /** Hands the entries of one tab to another. Only one of several takers gets each entry. */
  adopt(accountId: string, from: string, to: string): Promise<OutboxEntry[]>;
  /** Removes everything, of every account. */
  clear(): Promise<void>;
}

const entries = 'entries';

/** Opens the browser's store; where that is forbidden (some private modes), one that lasts as long as the page. */
export async function openOutboxDb(): Promise<OutboxDb> {
  try {
    const db = await openDB('hearth-outbox', 1, {
      upgrade(fresh) {
        const store = fresh.createObjectStore(entries, { keyPath: 'clientId' });
        store.createIndex('byAccount', ['accountId', 'order']);
      },
    });
    return inBrowser(db);
  } catch {
    return createMemoryOutboxDb();
  }
}

function inBrowser(db: IDBPDatabase): OutboxDb {
  const range = (accountId: string): IDBKeyRange => IDBKeyRange.bound([accountId, 0], [accountId, Infinity]);
  const list = (accountId: string): Promise<OutboxEntry[]> =>
    db.getAllFromIndex(entries, 'byAccount', range(accountId));
  return {
    list,
    async add(entry) {
      const { store, done } = db.transaction(entries, 'readwrite');
      const last = await store.index('byAccount').openCursor(range(entry.accountId), 'prev');
      const stored = { ...entry, order: ((last?.value as OutboxEntry | undefined)?.order ?? 0) + 1 };
      await store.put(stored);
      await done;
      return stored;
    },
    async put(entry) {
      const { store, done } = db.transaction(entries, 'readwrite');
      if (await store.getKey(entry.clientId)) await store.put(entry);
      await done;
    },
    remove: (clientId) => db.delete(entries, clientId),
    async adopt(accountId, from, to) {
      const { store, done } = db.transaction(entries, 'readwrite');
      const all = (await store.index('byAccount').getAll(range(accountId))) as OutboxEntry[];
      const taken = all.filter((entry) => entry.tab === from).map((entry) => ({ ...entry, tab: to }));
      for (const entry of taken) await store.put(entry);
      await done;
      return taken;
    },
    clear: () => db.clear(entries),
  };
}

/** The same, in memory. */
export function createMemoryOutboxDb(): OutboxDb {
  const byId = new Map<string, OutboxEntry>();
  let last = 0;
  const list = (accountId: string): OutboxEntry[] =>
    [...byId.values()].filter((entry) => entry.accountId === accountId).sort((a, b) => a.order - b.order);
  return {
    list: async (accountId) => list(accountId),
    async add(entry) {
      last += 1;
      const stored = { ...entry, order: last };
      byId.set(entry.clientId, stored);
      return stored;
    },
    async put(entry) {
      if (byId.has(entry.clientId)) byId.set(entry.clientId, entry);
    },
    async remove(clientId) {
      byId.delete(clientId);
    },
    async adopt(accountId, from, to) {
      const taken = list(accountId)
        .filter((entry) => entry.tab === from)
        .map((entry) => ({ ...entry, tab: to }));
      for (const entry of taken) byId.set(entry.clientId, entry);
      return taken;
    },
    async clear() {
      byId.clear();
    },
  };
}
