import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { ownVotesColumn, pollColumn, type PollRow } from '#server/domains/messages/index.ts';
import type { PollTally } from './contract.ts';

export interface MessageOfPoll {
  channel_id: string;
  author_id: string | null;
  display_name: string | null;
  anonymous: boolean;
  /** Of answers. */
  answers: number;
}

/** A poll as it is for one reader. */
export interface OwnPollRow {
  poll: PollRow;
  own: number[] | null;
}

export interface VoterRow {
  account_id: string;
  username: string;
  display_name: string;
}

/** The channel's counters after a change. */
export interface Moved {
  version: number;
  posted: number;
}

/** A poll that is final from now on. */
export interface EndedPoll extends Moved, PollTally {
  author_id: string | null;
}

/** A poll whose time is over. */
export interface DuePoll {
  message_id: string;
  channel_id: string;
}

const findMessage: Statement = {
  name: 'polls.find_message',
  text: `
    SELECT m.channel_id, m.author_id, a.display_name, po.anonymous, cardinality(po.answers) AS answers FROM polls po JOIN messages m ON m.id = po.message_id
      LEFT JOIN accounts a ON a.id = m.author_id WHERE po.message_id = $1 AND m.deleted_at IS NULL`,
};

// $2 reader.
const findPoll: Statement = {
  name: 'polls.find',
  text: `
    SELECT ${pollColumn} AS poll, ${ownVotesColumn('$2')} AS own FROM polls po JOIN messages m ON m.id = po.message_id
     WHERE po.message_id = $1::uuid AND m.deleted_at IS NULL`,
};

// By account: an order that says nothing of when somebody voted.
const listVoters: Statement = {
  name: 'polls.voters',
  text: `
    SELECT pv.account_id, a.username, a.display_name FROM poll_votes pv JOIN polls po ON po.message_id = pv.message_id JOIN accounts a ON a.id = pv.account_id
     WHERE pv.message_id = $1 AND pv.answer = $2 AND pv.account_id > $3 AND NOT po.anonymous AND a.deleted_at IS NULL ORDER BY pv.account_id LIMIT $4`,
};

const listDue: Statement = {
  name: 'polls.due',
  text: `
    SELECT po.message_id, m.channel_id FROM polls po JOIN messages m ON m.id = po.message_id JOIN channels c ON c.id = m.channel_id
     WHERE po.ends_at <= now() AND po.ended_at IS NULL AND m.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY po.ends_at LIMIT $1`,
};

export const createStore = (db: Database) => ({
  /** Undefined also for a message that is deleted or has no poll. */
  findMessage: async (messageId: string): Promise<MessageOfPoll | undefined> =>
    (await db.run<MessageOfPoll>(findMessage, [messageId]))[0],
  find: async (messageId: string, readerId: string): Promise<OwnPollRow | undefined> =>
    (await db.run<OwnPollRow>(findPoll, [messageId, readerId]))[0],
  /** Those after the account `after`. Nobody when the poll is anonymous. */
  listVoters: (messageId: string, answer: number, after: string, limit: number): Promise<VoterRow[]> =>
    db.run<VoterRow>(listVoters, [messageId, answer, after, limit]),
  listDue: (limit: number): Promise<DuePoll[]> => db.run<DuePoll>(listDue, [limit]),

  // A change locks the channel first, as every change of a message does; what is read after that stays so until the
  // commit, whichever replica the others came from.
  lockChannel: async (tx: Tx, channelId: string): Promise<boolean> =>
    (
      await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM channels WHERE id = ${channelId}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`
    ).length > 0,
  /** Under the channel's lock. */
  findLocked: async (tx: Tx, messageId: string, readerId: string): Promise<OwnPollRow | undefined> =>
    (await tx.$queryRawUnsafe<OwnPollRow[]>(findPoll.text, messageId, readerId))[0],
  /** Under the channel's lock: makes `answers` what an account chose, with the counts that this gives. */
  vote: async (
    tx: Tx,
    key: { messageId: string; channelId: string; accountId: string },
    { answers, votes, voters }: { answers: number[]; votes: number[]; voters: number },
  ): Promise<Moved | undefined> => {
    const [moved] = await tx.$queryRaw<Moved[]>`
      WITH gone AS (
        DELETE FROM poll_votes WHERE message_id = ${key.messageId}::uuid AND account_id = ${key.accountId}::uuid AND answer <> ALL(${answers}::int[])),
      come AS (
        INSERT INTO poll_votes (message_id, account_id, answer)
        SELECT ${key.messageId}::uuid, ${key.accountId}::uuid, answer FROM unnest(${answers}::int[]) t(answer) ON CONFLICT DO NOTHING),
      counted AS (UPDATE polls SET votes = ${votes}::int[], voters = ${voters}::int, rev = rev + 1 WHERE message_id = ${key.messageId}::uuid),
      up AS (UPDATE channels SET version = version + 1 WHERE id = ${key.channelId}::uuid RETURNING version, posted)
      UPDATE messages m SET version = up.version FROM up WHERE m.id = ${key.messageId}::uuid RETURNING up.version, up.posted`;
    return moved;
  },
  /** Under the channel's lock. Undefined when it was final already, or its message is gone. */
  end: async (
    tx: Tx,
    { messageId, channelId }: { messageId: string; channelId: string },
  ): Promise<EndedPoll | undefined> => {
    const [ended] = await tx.$queryRaw<EndedPoll[]>`
      WITH done AS (
        UPDATE polls po SET ended_at = now(), rev = po.rev + 1 FROM messages m
         WHERE po.message_id = ${messageId}::uuid AND m.id = po.message_id AND m.deleted_at IS NULL AND po.ended_at IS NULL
        RETURNING po.message_id, po.rev, po.votes, po.voters, true AS ended),
      up AS (UPDATE channels SET version = version + 1 WHERE id = ${channelId}::uuid AND EXISTS (SELECT 1 FROM done) RETURNING version, posted)
      UPDATE messages m SET version = up.version FROM up, done WHERE m.id = done.message_id
      RETURNING up.version, up.posted, m.author_id, done.rev, done.votes, done.voters, done.ended`;
    return ended;
  },
});

export type Store = ReturnType<typeof createStore>;
