import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { createWorld, type Person, type World } from '../../../tests/support/world.ts';
import { createStore } from './store.ts';

let world: World;
let owner: Person;
let channelId: string;
let communityId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.person();
  ({ channelId, communityId } = await world.community(owner));
});
afterAll(() => world.close());

const history = async () => (await world.services.messages.getPage(owner.ctx, { channelId })).messages;

/** As another replica does it. */
const deleteChannel = 'UPDATE channels SET community_id = NULL, deleted_at = now() WHERE id = $1';

async function waitingForLocks(): Promise<number> {
  const { rows } = await world.db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
}

describe('sending', () => {
  test('many at once get gapless numbers in each channel, in the order they were sent', async () => {
    const other = await world.community(owner);
    const sent = await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        world.send(owner, n % 2 ? other.channelId : channelId, `message ${n}`),
      ),
    );
    for (const channel of [channelId, other.channelId]) {
      const ordinals = sent
        .filter((message) => message.channelId === channel)
        .map((message) => message.ordinal);
      expect(ordinals).toEqual(Array.from({ length: 150 }, (_, n) => n + 1));
    }
  });

  test('a retry returns the same message, alone, in a storm and across connections', async () => {
    const clientId = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => world.send(owner, channelId, 'once', { clientId })),
    );
    const later = await world.send(owner, channelId, 'once', { clientId });
    expect(new Set([...all, later].map((message) => message.id)).size).toBe(1);
    expect((await history()).filter((message) => message.body === 'once')).toHaveLength(1);
  });

  test('a clientId of one channel does not answer for another', async () => {
    const clientId = randomUUID();
    const other = await world.community(owner);
    const conflict = { status: 'rejected', reason: { code: 'CONFLICT' } };
    const [first, meanwhile] = await Promise.allSettled([
      world.send(owner, channelId, 'here', { clientId }),
      world.send(owner, other.channelId, 'there', { clientId }),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { channelId } });
    expect(meanwhile).toMatchObject(conflict);
    const [later] = await Promise.allSettled([world.send(owner, other.channelId, 'there', { clientId })]);
    expect(later).toMatchObject(conflict);
  });

  test('one refused message does not take its neighbours with it', async () => {
    const gone = await world.services.channels.createChannel(owner.ctx, {
      communityId,
      categoryId: null,
      name: 'gone',
    });
    // The channel vanishes behind the directory's back, as on another replica a moment ago.
    await world.services.directory.communityOfChannel(gone.channelId);
    const sends = [
      world.send(owner, channelId, 'a'),
      world.send(owner, gone.channelId, 'b'),
      world.send(owner, channelId, 'c'),
    ];
    await world.db.pool.query(deleteChannel, [gone.channelId]);
    const [first, lost, third] = await Promise.allSettled([
      ...sends,
      world.send(owner, gone.channelId, 'd'),
    ]).then((results) => [results[0], results[3], results[2]]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(third).toMatchObject({ status: 'fulfilled' });
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
  });

  test('a message to a channel whose deletion is under way is answered, and so is its retry', async () => {
    const place = await world.community(owner);
    await world.services.directory.communityOfChannel(place.channelId);
    const client = await world.db.pool.connect();
    await client.query('BEGIN');
    await client.query(deleteChannel, [place.channelId]);
    const clientId = randomUUID();
    const sends = Promise.allSettled([
      world.send(owner, place.channelId, 'too late', { clientId }),
      world.send(owner, place.channelId, 'too late', { clientId }),
    ]);
    await waitFor(async () => (await waitingForLocks()) > 0);
    await client.query('COMMIT');
    client.release();
    const gone = { status: 'rejected', reason: { code: 'NOT_FOUND' } };
    expect(await sends).toMatchObject([gone, gone]);
    await world.services.messages.drained();
  });

  test("one's own messages are not unread, unless others' are", async () => {
    const place = await world.community(owner);
    const other = await world.person();
    await world.join(other, place.communityId);
    const countersOf = async (person: Person) =>
      (await world.services.communities.getBootstrap(person.ctx)).counters.find(
        (counters) => counters.channelId === place.channelId,
      );
    const [first] = await Promise.all([
      world.send(owner, place.channelId, 'one'),
      world.send(owner, place.channelId, 'two'),
    ]);
    expect(await countersOf(owner)).toMatchObject({ posted: 2, readSeq: 2, readOrdinal: 2 });
    expect(world.told.read.at(-1)).toEqual({
      accountId: owner.id,
      event: { channelId: place.channelId, readSeq: 2, readOrdinal: 2, rewinds: 0 },
    });
    // Who writes without having read the others' messages still has them to read.
    await world.send(other, place.channelId, 'three');
    expect(await countersOf(other)).toMatchObject({ posted: 3, readOrdinal: 0 });
    await world.services.channels.markRead(other.ctx, { channelId: place.channelId, seq: 3 });
    await world.send(owner, place.channelId, 'four');
    expect(await countersOf(owner)).toMatchObject({ posted: 4, readOrdinal: first!.ordinal + 1 });
    expect(await countersOf(other)).toMatchObject({ posted: 4, readOrdinal: 3 });
  });

  test('a message is announced only after it can be read', async () => {
    const message = await world.send(owner, channelId, 'visible');
    expect(world.told.created.at(-1)?.id).toBe(message.id);
    expect((await history()).at(-1)?.id).toBe(message.id);
  });
});

describe('changing', () => {
  test('an edit takes a version, keeps the place and the text before', async () => {
    const message = await world.send(owner, channelId, 'before');
    const edited = await world.services.messages.editMessage(owner.ctx, {
      messageId: message.id,
      body: 'after **bold**',
    });
    expect(edited).toMatchObject({
      seq: message.seq,
      body: 'after **bold**',
      tree: [{ t: 'p', c: ['after ', { t: 'strong', c: ['bold'] }] }],
    });
    expect(edited.version).toBeGreaterThan(message.version);
    expect(edited.editedAt).not.toBeNull();
    expect(await world.db.prisma.messageEdit.findMany({ where: { messageId: message.id } })).toMatchObject([
      { body: 'before' },
    ]);
  });

  test('a deletion leaves no text anywhere but for its undo, and that for 30 seconds', async () => {
    const message = await world.send(owner, channelId, 'a regrettable canary');
    const gone = await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
    expect(gone).toMatchObject({ body: null, tree: null });
    expect(gone.deletedAt).not.toBeNull();
    expect((await history()).map(({ id }) => id)).not.toContain(message.id);

    const back = await world.services.messages.restoreMessage(owner.ctx, { messageId: message.id });
    expect(back).toMatchObject({ body: 'a regrettable canary', deletedAt: null });

    await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
    world.advance(31_000);
    await expect(
      world.services.messages.restoreMessage(owner.ctx, { messageId: message.id }),
    ).rejects.toMatchObject({ code: 'GONE', reason: 'message.undo_expired' });
    await world.services.messages.purgeDeletedText();
    const left = await world.db.pool.query(
      `SELECT (SELECT count(*) FROM messages WHERE body LIKE '%regrettable%') + (SELECT count(*) FROM withheld_texts WHERE body LIKE '%regrettable%') AS n`,
    );
    expect(left.rows[0]).toEqual({ n: 0 });
  });

  test('changes of one message at the same moment come one after the other', async () => {
    const place = await world.community(owner);
    const input = { channelId: place.channelId };
    // Each as another replica would: within one, changes of a channel stand in line.
    const store = createStore(world.db);
    const [edited, gone] = [
      await world.send(owner, place.channelId, 'one'),
      await world.send(owner, place.channelId, 'a mistake'),
    ];
    // Held back until all of them have found their message as it was.
    const client = await world.db.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT id FROM channels WHERE id = $1 FOR UPDATE', [place.channelId]);
    const later = new Date(Date.now() + 60_000);
    const text = (body: string) => ({ body, tree: null, mentions: [] });
    const changes = Promise.all([
      store.edit(edited.id, place.channelId, text('two'), randomUUID()),
      store.edit(edited.id, place.channelId, text('three'), randomUUID()),
      store.delete(gone.id, place.channelId, owner.id, later),
      store.delete(gone.id, place.channelId, owner.id, later),
    ]);
    await waitFor(async () => (await waitingForLocks()) === 4);
    await client.query('COMMIT');
    client.release();

    const found = await changes;
    expect(found.slice(0, 2)).toEqual([[], []]);
    expect(found.slice(2).toSorted()).toEqual([false, true]);
    // Who catches up from the last version known sees each step of the counter.
    const now = await world.services.messages.getChanges(owner.ctx, { ...input, since: 0 });
    expect(now).toMatchObject({ reload: false, version: 5 });
    const texts = await world.db.prisma.messageEdit.findMany({ where: { messageId: edited.id } });
    const last = now.reload ? undefined : now.messages.find(({ id }) => id === edited.id)?.body;
    expect([...texts.map(({ body }) => body), last].toSorted()).toEqual(['one', 'three', 'two']);
    expect(await world.db.prisma.messageEdit.count({ where: { messageId: gone.id } })).toBe(0);
  });

  test('what waits for a locked channel leaves the database to the others', async () => {
    const narrow = await createWorld({ HEARTH_DATABASE_POOL: '4' });
    onTestFinished(() => narrow.close());
    const author = await narrow.person();
    const [stuck, other] = [await narrow.community(author), await narrow.community(author)];
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => narrow.send(author, stuck.channelId, 'here before')),
    );
    const holder = await narrow.db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT id FROM channels WHERE id = $1 FOR UPDATE', [stuck.channelId]);
    const { editMessage, deleteMessage } = narrow.services.messages;
    const waiting = [
      ...sent.slice(0, 3).map(({ id }) => editMessage(author.ctx, { messageId: id, body: 'changed' })),
      ...sent.slice(3).map(({ id }) => deleteMessage(author.ctx, { messageId: id })),
      narrow.send(author, stuck.channelId, 'another'),
    ];
    const beside = await Promise.race([
      narrow.send(author, other.channelId, 'beside it'),
      new Promise<undefined>((resolve) => setTimeout(resolve, 1000)),
    ]);
    expect(beside).toMatchObject({ body: 'beside it' });
    await editMessage(author.ctx, { messageId: beside!.id, body: 'still beside it' });
    await holder.query('COMMIT');
    holder.release();
    expect(await Promise.all(waiting)).toHaveLength(7);
  });

  test('an author cannot undo what a moderator deleted', async () => {
    const member = await world.person();
    await world.join(member, communityId);
    const message = await world.send(member, channelId, 'spam');
    await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
    await expect(
      world.services.messages.restoreMessage(member.ctx, { messageId: message.id }),
    ).rejects.toMatchObject({ code: 'GONE' });
  });

  test('nobody edits or deletes what is not theirs', async () => {
    const member = await world.person();
    await world.join(member, communityId);
    const message = await world.send(owner, channelId, 'mine');
    await expect(
      world.services.messages.editMessage(member.ctx, { messageId: message.id, body: 'yours' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      world.services.messages.deleteMessage(member.ctx, { messageId: message.id }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('history', () => {
  test('pages meet without a gap in both directions, and around a message', async () => {
    const place = await world.community(owner);
    const sent = await Promise.all(
      Array.from({ length: 130 }, (_, n) => world.send(owner, place.channelId, String(n + 1))),
    );
    const page = (input: object) =>
      world.services.messages.getPage(owner.ctx, { channelId: place.channelId, ...input });
    const newest = await page({});
    expect(newest.messages.map(({ ordinal }) => ordinal)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 81),
    );
    expect(newest).toMatchObject({ hasBefore: true, hasAfter: false, posted: 130 });
    const older = await page({ before: newest.messages[0]!.seq });
    const oldest = await page({ before: older.messages[0]!.seq });
    expect(older.messages[0]!.ordinal).toBe(31);
    expect(oldest.messages.map(({ ordinal }) => ordinal)).toEqual(
      Array.from({ length: 30 }, (_, n) => n + 1),
    );
    expect(oldest.hasBefore).toBe(false);
    const again = await page({ after: oldest.messages.at(-1)!.seq });
    expect(again.messages).toEqual(older.messages);
    const target = sent.find(({ ordinal }) => ordinal === 60)!;
    const around = await page({ around: target.id });
    expect(around.messages.map(({ ordinal }) => ordinal)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 36),
    );
    expect(around).toMatchObject({ hasBefore: true, hasAfter: true });
  });

  test('changes since a version bring new, edited and deleted ones, and say reload when there are too many', async () => {
    const place = await world.community(owner);
    const first = await world.send(owner, place.channelId, 'one');
    const second = await world.send(owner, place.channelId, 'two');
    const { version } = await world.services.messages.getPage(owner.ctx, { channelId: place.channelId });
    await world.services.messages.editMessage(owner.ctx, { messageId: first.id, body: 'one!' });
    await world.services.messages.deleteMessage(owner.ctx, { messageId: second.id });
    const third = await world.send(owner, place.channelId, 'three');
    const changes = await world.services.messages.getChanges(owner.ctx, {
      channelId: place.channelId,
      since: version,
    });
    expect(changes).toMatchObject({
      reload: false,
      version: version + 3,
      messages: [{ id: first.id, body: 'one!' }, { id: second.id, body: null }, { id: third.id }],
    });
    await Promise.all(Array.from({ length: 201 }, () => world.send(owner, place.channelId)));
    expect(
      await world.services.messages.getChanges(owner.ctx, { channelId: place.channelId, since: version + 3 }),
    ).toMatchObject({ reload: true });
  });
});
