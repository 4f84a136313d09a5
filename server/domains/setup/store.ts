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

// All who start at once on a fresh database make one row, and read the same.
const createdAt: Statement = {
  name: 'setup.created_at',
  text: `INSERT INTO instance (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1 RETURNING created_at AS "createdAt"`,
};
const setCode: Statement = {
  name: 'setup.set_code',
  text: 'UPDATE instance SET setup_code_hash = $1 WHERE id = 1 AND owner_id IS NULL',
};

export const createStore = (db: Database) => ({
  find: async (): Promise<InstanceRow> =>
    (await db.run<InstanceRow>(instance, []))[0] ?? { setupCodeHash: null, ownerId: null, setUpAt: null },

  /** When the instance began; makes its one row when it is missing. */
  createdAt: async (): Promise<Date> => (await db.run<{ createdAt: Date }>(createdAt, []))[0]!.createdAt,

  /** Gives an instance without an owner its code. */
  setCode: async (hash: Uint8Array): Promise<void> => {
    await db.run(setCode, [hash]);
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
