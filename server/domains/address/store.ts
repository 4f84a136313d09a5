import type { Database, Tx } from '#server/platform/database.ts';
import type { AddressDto } from './contract.ts';

export const createStore = (db: Database) => ({
  find: async (): Promise<AddressDto | null> => {
    const row = await db.prisma.instance.findUnique({
      where: { id: 1 },
      select: { addressMode: true, addressName: true, addressTrusted: true },
    });
    if (!row?.addressName) return null;
    return {
      mode: row.addressMode === 'domain' ? 'domain' : 'lan',
      name: row.addressName,
      trusted: row.addressTrusted,
    };
  },
  save: async (tx: Tx, { mode, name, trusted }: AddressDto): Promise<void> => {
    await tx.instance.update({
      where: { id: 1 },
      data: { addressMode: mode, addressName: name, addressTrusted: trusted },
    });
  },
});

export type Store = ReturnType<typeof createStore>;
