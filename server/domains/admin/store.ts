import type { Database } from '#server/platform/database.ts';
import type { InstanceSettingsDto } from './contract.ts';

export const createStore = (db: Database) => ({
  findSettings: async (): Promise<InstanceSettingsDto> => {
    const row = await db.prisma.instance.findUnique({
      where: { id: 1 },
      select: { registration: true, membersCreateCommunities: true },
    });
    return {
      registration: row?.registration === 'open' ? 'open' : 'invite',
      membersCreateCommunities: row?.membersCreateCommunities ?? true,
    };
  },
  updateSettings: async (settings: InstanceSettingsDto): Promise<void> => {
    await db.prisma.instance.update({ where: { id: 1 }, data: settings });
  },
});
