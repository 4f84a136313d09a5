import type { Database, Tx } from '#server/platform/database.ts';
import type { FilterDto } from './contract.ts';

const select = {
  id: true,
  name: true,
  kind: true,
  mode: true,
  patterns: true,
  leet: true,
  mentionMax: true,
  action: true,
  notice: true,
  exemptRoleIds: true,
  exemptChannelIds: true,
  enabled: true,
} as const;

export const createStore = (db: Database) => ({
  list: async (communityId: string, tx: Tx = db.prisma): Promise<FilterDto[]> =>
    (await tx.filter.findMany({ where: { communityId }, orderBy: { id: 'asc' }, select })) as FilterDto[],

  insert: async (tx: Tx, communityId: string, { ...filter }: FilterDto): Promise<void> => {
    await tx.filter.create({ data: { ...writable(filter), communityId } });
  },
  update: async (tx: Tx, filter: FilterDto): Promise<void> => {
    await tx.filter.update({ where: { id: filter.id }, data: writable(filter) });
  },
  delete: async (tx: Tx, id: string): Promise<void> => {
    await tx.filter.delete({ where: { id } });
  },
});

const writable = ({ patterns, exemptRoleIds, exemptChannelIds, ...filter }: FilterDto) => ({
  ...filter,
  patterns: [...patterns],
  exemptRoleIds: [...exemptRoleIds],
  exemptChannelIds: [...exemptChannelIds],
});

export type Store = ReturnType<typeof createStore>;
