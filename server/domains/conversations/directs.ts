import type { Publish } from '#server/platform/bus.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import { createStore, directKeyOf } from './store.ts';

/** What others tell of two people whose direct conversation there may be. */
export function createDirects(db: Database) {
  const store = createStore(db);
  return {
    /** Who may write in it changed. Told with the commit. */
    async changed(tx: Tx, publish: Publish, a: string, b: string): Promise<void> {
      const conversationId = await store.idOfDirect(directKeyOf(a, b), tx);
      if (conversationId) await publish('conversation.changed', { conversationId, removed: [] });
    },
    /** An account is gone: out of its groups, and its direct conversations are closed. Told with the commit. */
    async leaveAll(tx: Tx, publish: Publish, accountId: string): Promise<void> {
      for (const { id, kind } of await store.conversationsOf(tx, accountId)) {
        if (kind === 'group') {
          await store.removeMember(tx, id, accountId);
          if (await store.isEmpty(tx, id)) await store.deleteConversation(tx, id);
        }
        await publish('conversation.changed', { conversationId: id, removed: [accountId] });
      }
    },
  };
}

export type Directs = ReturnType<typeof createDirects>;
