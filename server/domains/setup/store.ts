import type { Database, Tx } from '#server/platform/database.ts';

export interface InstanceRow {
  setupCodeHash: Uint8Array | null;
  ownerId: string | null;
  setUpAt: Date | null;
}

export const createStore = (db: Database) => ({
  find: async (): Promise<InstanceRow> =>
    (await db.prisma.instance.findUnique({
      where: { id: 1 },
      select: { setupCodeHash: true, ownerId: true, setUpAt: true },
    })) ?? { setupCodeHash: null, ownerId: null, setUpAt: null },

  /** Makes the one row when it is missing, and gives a fresh instance its code. */
  setCode: async (hash: Uint8Array<ArrayBuffer>): Promise<void> => {
    await db.prisma.instance.upsert({
      where: { id: 1 },
      create: { id: 1, setupCodeHash: hash },
      update: { setupCodeHash: hash },
    });
  },

  /** The race's finishing line: of many, one update finds no owner. */
  claimOwner: async (tx: Tx, ownerId: string): Promise<boolean> =>
    (await tx.instance.updateMany({ where: { id: 1, ownerId: null }, data: { ownerId } })).count === 1,

  finish: async (tx: Tx, ownerId: string, now: Date): Promise<boolean> =>
    (
      await tx.instance.updateMany({
        where: { id: 1, ownerId, setUpAt: null },
        data: { setUpAt: now, setupCodeHash: null },
      })
    ).count === 1,
});

export type Store = ReturnType<typeof createStore>;
