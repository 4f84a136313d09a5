import { Prisma } from '#server/generated/prisma/client.ts';
import type { Block } from '#contract/messages';
import type { Database, Statement, Tx } from '#server/platform/database.ts';

export interface ProfileRow {
  pronouns: string | null;
  bio: string | null;
  bio_tree: Block[] | null;
  accent: string | null;
  time_zone: string | null;
}
/** With what `author` noted about them. */
export interface AboutRow extends ProfileRow {
  note: string | null;
}

const about: Statement = {
  name: 'profiles.about',
  text: `SELECT p.pronouns, p.bio, p.bio_tree, p.accent, p.time_zone, n.body AS note
           FROM (SELECT $1::uuid AS author_id, $2::uuid AS about_id) pair
           LEFT JOIN profiles p ON p.account_id = pair.about_id
           LEFT JOIN profile_notes n ON n.author_id = pair.author_id AND n.about_id = pair.about_id`,
};

export const createStore = (db: Database) => ({
  findAbout: async (authorId: string, accountId: string): Promise<AboutRow> =>
    (await db.run<AboutRow>(about, [authorId, accountId]))[0]!,

  findAccount: (id: string) =>
    db.prisma.account.findFirst({
      where: { id, deletedAt: null },
      select: { id: true, username: true, displayName: true },
    }),

  saveProfile: async (
    accountId: string,
    {
      bioTree,
      ...rest
    }: {
      pronouns: string;
      bio: string;
      bioTree: Block[] | null;
      accent: string | null;
      timeZone: string | null;
    },
  ): Promise<void> => {
    const data = {
      ...rest,
      bioTree: bioTree ? (bioTree as unknown as Prisma.InputJsonValue) : Prisma.DbNull,
    };
    await db.prisma.profile.upsert({ where: { accountId }, create: { accountId, ...data }, update: data });
  },

  saveNote: async (authorId: string, aboutId: string, body: string): Promise<void> => {
    const key = { authorId, aboutId };
    await db.prisma.profileNote.upsert({
      where: { authorId_aboutId: key },
      create: { ...key, body },
      update: { body },
    });
  },
  deleteNote: async (authorId: string, aboutId: string): Promise<void> => {
    await db.prisma.profileNote.deleteMany({ where: { authorId, aboutId } });
  },

  /** All that an account said, and that was noted by it and about it. */
  forget: async (tx: Tx, accountId: string): Promise<void> => {
    await tx.profile.deleteMany({ where: { accountId } });
    await tx.profileNote.deleteMany({ where: { OR: [{ authorId: accountId }, { aboutId: accountId }] } });
  },
});

export type Store = ReturnType<typeof createStore>;
