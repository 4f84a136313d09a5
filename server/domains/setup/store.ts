import type { Database, Statement, Tx } from '#server/platform/database.ts';

export interface InstanceRow {
  setupCodeHash: Uint8Array | null;
  ownerId: string | null;
  setUpAt: Date | null;
}

// Asked at every start, where the first query through Prisma would cost 100 ms and 15 MiB.
const instance: Statement = {
  name: 'setup.instance',
  text: `SELECT setup_code_hash AS "setupCodeHash", owner_id AS "ownerId", set_up_at AS "setUpAt" FROM instance WHERE id = 1`,
};

export const createStore = (db: Database) => ({
  find: async (): Promise<InstanceRow> =>
    (await db.run<InstanceRow>(instance, []))[0] ?? { setupCodeHash: null, ownerId: null, setUpAt: null },

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
