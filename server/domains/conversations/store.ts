import type { CommunityColour } from '#contract/communities';
import type { Database, Tx } from '#server/platform/database.ts';
import type { ConversationAnswer } from './contract.ts';

/** Two people have one direct conversation: its key is both ids, the lower first. */
export const directKeyOf = (a: string, b: string): string => (a < b ? `${a}:${b}` : `${b}:${a}`);

export const createStore = (db: Database) => ({
  idOfDirect: async (directKey: string, tx: Tx = db.prisma): Promise<string | undefined> =>
    (await tx.conversation.findUnique({ where: { directKey }, select: { id: true } }))?.id,
  /** Whether two accounts meet in a community, and the other is there to be met. */
  shareCommunity: async (tx: Tx, a: string, b: string): Promise<boolean> =>
    (
      await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM members m JOIN members o ON o.community_id = m.community_id AND o.account_id = ${b}::uuid
          JOIN communities c ON c.id = m.community_id AND c.archived_at IS NULL
         WHERE m.account_id = ${a}::uuid LIMIT 1`
    ).length > 0,
  isThere: async (tx: Tx, id: string): Promise<boolean> =>
    (await tx.account.count({ where: { id, disabledAt: null, deletedAt: null, waitingSince: null } })) > 0,

  /** Whether it is new: of two who start it at once one does, and the other finds it. */
  insertDirect: async (tx: Tx, id: string, directKey: string): Promise<boolean> => {
    await tx.channel.create({ data: { id, kind: 'direct', name: '', position: 0 } });
    const made =
      await tx.$executeRaw`INSERT INTO conversations (id, kind, direct_key) VALUES (${id}::uuid, 'direct', ${directKey}) ON CONFLICT (direct_key) DO NOTHING`;
    if (made === 0) await tx.channel.delete({ where: { id } });
    return made > 0;
  },
  insertGroup: async (tx: Tx, id: string, ownerId: string, name: string): Promise<void> => {
    await tx.channel.create({ data: { id, kind: 'group', name: '', position: 0 } });
    await tx.conversation.create({ data: { id, kind: 'group', ownerId, name } });
  },
  /** Those who are in it already stay as they are. */
  addMembers: async (
    tx: Tx,
    conversationId: string,
    ids: readonly string[],
    answer: ConversationAnswer,
  ): Promise<void> => {
    await tx.$executeRaw`
      INSERT INTO conversation_members (conversation_id, account_id, answer) SELECT ${conversationId}::uuid, u, ${answer} FROM unnest(${ids}::uuid[]) u
      ON CONFLICT DO NOTHING`;
  },
  removeMember: async (tx: Tx, conversationId: string, accountId: string): Promise<boolean> =>
    (await tx.conversationMember.deleteMany({ where: { conversationId, accountId } })).count > 0,
  isEmpty: async (tx: Tx, conversationId: string): Promise<boolean> =>
    (await tx.conversationMember.count({ where: { conversationId } })) === 0,
  updateGroup: async (
    tx: Tx,
    id: string,
    data: { name?: string; colour?: CommunityColour; ownerId?: string },
  ): Promise<void> => {
    await tx.conversation.update({ where: { id }, data });
  },
  /** Gone for everybody; a chore removes its messages. */
  deleteConversation: async (tx: Tx, id: string): Promise<void> => {
    await tx.conversation.delete({ where: { id } });
    await tx.$executeRaw`UPDATE channels SET deleted_at = now() WHERE id = ${id}::uuid`;
  },
  setAnswer: async (
    tx: Tx,
    conversationId: string,
    accountId: string,
    answer: ConversationAnswer,
  ): Promise<void> => {
    await tx.conversationMember.update({
      where: { conversationId_accountId: { conversationId, accountId } },
      data: { answer, ...(answer === 'accepted' && { closedAt: null }) },
    });
  },
  /** Puts it away until the next message. */
  close: async (tx: Tx, conversationId: string, accountId: string): Promise<void> => {
    await tx.$executeRaw`
      UPDATE conversation_members m SET closed_at = c.posted FROM channels c
       WHERE c.id = m.conversation_id AND m.conversation_id = ${conversationId}::uuid AND m.account_id = ${accountId}::uuid`;
  },
  open: async (tx: Tx, conversationId: string, accountId: string): Promise<void> => {
    await tx.conversationMember.update({
      where: { conversationId_accountId: { conversationId, accountId } },
      data: { closedAt: null },
    });
  },
  countGroups: (tx: Tx, accountId: string): Promise<number> =>
    tx.conversationMember.count({ where: { accountId, conversation: { kind: 'group' } } }),
  conversationsOf: async (tx: Tx, accountId: string): Promise<{ id: string; kind: string }[]> =>
    (
      await tx.conversationMember.findMany({
        where: { accountId },
        orderBy: { conversationId: 'asc' },
        select: { conversation: { select: { id: true, kind: true } } },
      })
    ).map(({ conversation }) => conversation),
});

export type Store = ReturnType<typeof createStore>;
