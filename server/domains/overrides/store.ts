import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/ids.ts';
import type { PlaceKind } from './contract.ts';
import type { Rule } from './rules.ts';

export const createStore = () => ({
  /** Writes all that a place says. */
  replaceRules: async (tx: Tx, kind: PlaceKind, id: string, rules: readonly Rule[]): Promise<void> => {
    const place = kind === 'channel' ? { channelId: id } : { categoryId: id };
    await tx.override.deleteMany({ where: place });
    await tx.override.createMany({
      data: rules.map(({ holder, holderId, allow, deny }) => ({
        ...place,
        ...(holder === 'role' ? { roleId: holderId } : { accountId: holderId }),
        id: newId(),
        allow: [...allow],
        deny: [...deny],
      })),
    });
  },
  setSynced: async (tx: Tx, channelId: string, synced: boolean): Promise<void> => {
    await tx.channel.updateMany({ where: { id: channelId }, data: { synced } });
  },
  /**
   * Takes channels out of their category's government. One that was synced keeps what the category said as overrides
   * of its own: leaving a private category must not make it public.
   */
  releaseChannels: async (tx: Tx, ids: readonly string[]): Promise<void> => {
    await tx.$executeRaw`
      WITH own AS (
        INSERT INTO overrides (id, channel_id, role_id, account_id, allow, deny)
        SELECT gen_random_uuid(), c.id, o.role_id, o.account_id, o.allow, o.deny
          FROM channels c JOIN overrides o ON o.category_id = c.category_id WHERE c.id = ANY(${ids}::uuid[]) AND c.synced
        RETURNING channel_id)
      UPDATE channels SET synced = false WHERE id IN (SELECT channel_id FROM own)`;
  },
  /** Says of one role what is said of another, everywhere. */
  copyForRole: async (tx: Tx, fromId: string, toId: string): Promise<void> => {
    await tx.$executeRaw`
      INSERT INTO overrides (id, category_id, channel_id, role_id, allow, deny)
      SELECT gen_random_uuid(), category_id, channel_id, ${toId}::uuid, allow, deny FROM overrides WHERE role_id = ${fromId}::uuid`;
  },
});

export type Store = ReturnType<typeof createStore>;
