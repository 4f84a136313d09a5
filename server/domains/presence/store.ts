import { Batch } from '#server/platform/batch.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { type Choice, noChoice } from './choice.ts';
import type { ChosenState, StatusDto } from './contract.ts';

interface Row {
  account_id: string;
  chosen: ChosenState;
  emoji: string;
  text: string;
  ends_at: Date | null;
  version: number;
}

// At each connection: prepared, and for all at once who come at once.
const choices: Statement = {
  name: 'presence.choices',
  text: 'SELECT account_id, chosen, emoji, text, ends_at, version FROM presences WHERE account_id = ANY($1::uuid[])',
};

const toChoice = ({ chosen, emoji, text, ends_at, version }: Row): Choice => ({
  ...{ chosen, emoji, text, version },
  endsAt: ends_at?.toISOString() ?? null,
});

export function createStore(db: Database) {
  const findChoices = async (accountIds: string[]): Promise<Choice[]> => {
    const rows = await db.run<Row>(choices, [[...new Set(accountIds)]]);
    const byAccount = new Map(rows.map((row) => [row.account_id, toChoice(row)]));
    return accountIds.map((accountId) => byAccount.get(accountId) ?? noChoice);
  };
  const batch = new Batch(findChoices);
  return {
    findChoices,
    findChoice: (accountId: string): Promise<Choice> => batch.get(accountId),

    /** Of two devices at once each changes what the other left. */
    setChosen: async (tx: Tx, accountId: string, chosen: ChosenState): Promise<Choice> => {
      const [row] = await tx.$queryRaw<Row[]>`
        INSERT INTO presences (account_id, chosen) VALUES (${accountId}::uuid, ${chosen})
        ON CONFLICT (account_id) DO UPDATE SET chosen = excluded.chosen, version = presences.version + 1
        RETURNING account_id, chosen, emoji, text, ends_at, version`;
      return toChoice(row!);
    },

    setStatus: async (tx: Tx, accountId: string, status: StatusDto, endsAt: Date | null): Promise<Choice> => {
      const [row] = await tx.$queryRaw<Row[]>`
        INSERT INTO presences (account_id, emoji, text, ends_at)
        VALUES (${accountId}::uuid, ${status.emoji}, ${status.text}, ${endsAt}::timestamptz)
        ON CONFLICT (account_id) DO UPDATE SET
          emoji = excluded.emoji, text = excluded.text, ends_at = excluded.ends_at, version = presences.version + 1
        RETURNING account_id, chosen, emoji, text, ends_at, version`;
      return toChoice(row!);
    },

    clearPastStatuses: (now: Date): Promise<number> =>
      db.prisma.$executeRaw`
        UPDATE presences SET emoji = '', text = '', ends_at = NULL, version = version + 1 WHERE ends_at <= ${now}`,

    remove: async (tx: Tx, accountId: string): Promise<void> => {
      await tx.presence.deleteMany({ where: { accountId } });
    },
  };
}

export type Store = ReturnType<typeof createStore>;
