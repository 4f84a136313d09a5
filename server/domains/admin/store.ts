import type { CommunityColour } from '#contract/communities';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { registrationModes, type RegistrationMode } from './contract.ts';

/** The instance's row, as far as its host decides over it. */
export interface SettingsRow {
  registration: RegistrationMode;
  membersCreateCommunities: boolean;
  name: string;
  accent: CommunityColour;
  welcome: string;
  auditDays: number;
  messageLength: number | null;
  messagesPerSecond: number | null;
  messagesBurst: number | null;
  uploadMegabytes: number | null;
  inviteLifetime: number | null;
  communitiesPerMember: number | null;
}

const columns = `registration, members_create_communities AS "membersCreateCommunities", name, accent, welcome,
  audit_days AS "auditDays", message_length AS "messageLength", messages_per_second AS "messagesPerSecond",
  messages_burst AS "messagesBurst", upload_megabytes AS "uploadMegabytes", invite_lifetime AS "inviteLifetime",
  communities_per_member AS "communitiesPerMember"`;

// Asked at every start, where the first query through Prisma would cost 100 ms and 15 MiB.
const settings: Statement = {
  name: 'admin.settings',
  text: `SELECT ${columns} FROM instance WHERE id = 1`,
};

/** Before set-up, and for what stands in the database but is not known to this version. */
const unset: SettingsRow = {
  registration: 'invite',
  membersCreateCommunities: true,
  name: '',
  accent: 'ember',
  welcome: '',
  auditDays: 180,
  messageLength: null,
  messagesPerSecond: null,
  messagesBurst: null,
  uploadMegabytes: null,
  inviteLifetime: null,
  communitiesPerMember: null,
};

const known = (row: SettingsRow | undefined): SettingsRow =>
  row
    ? { ...row, registration: registrationModes.find((mode) => mode === row.registration) ?? 'closed' }
    : unset;

export const createStore = (db: Database) => ({
  find: async (): Promise<SettingsRow> => known((await db.run<SettingsRow>(settings, []))[0]),

  /** The settings as they stay until `tx` ends; `forUpdate`: nobody else holds them meanwhile. */
  hold: async (tx: Tx, { forUpdate }: { forUpdate: boolean }): Promise<SettingsRow> =>
    known(
      (
        await tx.$queryRawUnsafe<SettingsRow[]>(
          `SELECT ${columns} FROM instance WHERE id = 1 FOR ${forUpdate ? 'NO KEY UPDATE' : 'SHARE'}`,
        )
      )[0],
    ),

  update: async (tx: Tx, data: Partial<SettingsRow>): Promise<void> => {
    await tx.instance.update({ where: { id: 1 }, data });
  },
});

export type Store = ReturnType<typeof createStore>;
