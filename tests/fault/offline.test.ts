import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageLimits } from '#contract/messages';
import type { App } from '../support/app-process.ts';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import type { Recorder } from '../support/recorder.ts';
import { type Stage, startStage } from '../support/replicas.ts';

let stage: Stage;
let app: App;
beforeAll(async () => {
  stage = await startStage();
  app = await stage.start();
});
afterAll(() => stage.close());

interface Conversation {
  channelId: string;
  author: Recorder;
  reader: Recorder;
}

/** Two people in a channel with 20 messages, which both see; then the reader goes away. */
async function readerGoesAway(): Promise<Conversation> {
  const channelId = await stage.channel();
  const [author, reader] = await Promise.all([
    stage.client(app.url, channelId),
    stage.client(app.url, channelId),
  ]);
  await sendMany(author, channelId, 20);
  await untilCaughtUp(stage.world.db.pool, reader, channelId);
  const [first, second] = reader.messages(channelId).map(({ id }) => id);
  await reader.call('reaction.add', { messageId: first!, emoji: '👍' });
  await reader.call('reaction.add', { messageId: second!, emoji: '👍' });
  await untilCaughtUp(stage.world.db.pool, author, channelId);
  reader.disconnect();
  return { channelId, author, reader };
}

const sendMany = (author: Recorder, channelId: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => author.send(channelId, `message ${n}`)));

/** Everything that can happen to messages the reader has seen: an edit, a deletion, one taken back, an edit of a new one. */
async function changeThings({ channelId, author }: Conversation): Promise<void> {
  const ids = author.messages(channelId).map(({ id }) => id);
  await author.call('message.edit', { messageId: ids[3]!, body: 'edited' });
  await author.call('message.delete', { messageId: ids[5]! });
  await author.call('message.delete', { messageId: ids[7]! });
  await author.call('message.restore', { messageId: ids[7]! });
  await author.call('message.edit', { messageId: ids.at(-1)!, body: 'edited too' });
  // A reaction beside the reader's own, one that came and went, and one on what is edited before and after.
  await author.call('reaction.add', { messageId: ids[0]!, emoji: '👍' });
  await author.call('reaction.add', { messageId: ids[1]!, emoji: '🎉' });
  await author.call('reaction.remove', { messageId: ids[1]!, emoji: '🎉' });
  await author.call('reaction.add', { messageId: ids[3]!, emoji: '🦜' });
  await author.call('message.edit', { messageId: ids[3]!, body: 'edited again' });
}

/** Each message that the reader has shows the reactions that a page read now would show them. */
async function expectReactions(reader: Recorder, channelId: string): Promise<void> {
  for (const { id, reactions } of reader.messages(channelId)) {
    const page = await reader.call('channel.history', { channelId, around: id });
    expect([id, reactions]).toEqual([id, page.messages.find((message) => message.id === id)?.reactions]);
  }
}

/**
 * What the time away changes for the server: rows are older, the session was last used then, and the text of deleted
 * messages is gone for good.
 */
async function letTimePass(channelId: string, seconds: number): Promise<void> {
  const { pool } = stage.world.db;
  const ago = [`${seconds} seconds`];
  await pool.query(`UPDATE withheld_texts SET purge_after = purge_after - $1::interval`, ago);
  await pool.query(
    `UPDATE sessions SET created_at = created_at - $1::interval, last_seen_at = last_seen_at - $1::interval`,
    ago,
  );
  await pool.query(`UPDATE messages SET created_at = created_at - $1::interval WHERE channel_id = $2`, [
    ...ago,
    channelId,
  ]);
  await stage.world.services.messages.purgeDeletedText();
}

/** Comes back, and must show exactly what there is, each message once and in order. */
async function readerComesBack({ channelId, author, reader }: Conversation): Promise<void> {
  const { pool } = stage.world.db;
  const greeted = reader.greeted.length;
  reader.reconnect();
  await reader.untilGreeted(greeted + 1);
  await untilCaughtUp(pool, reader, channelId, 5000);
  await expectNothingLost(pool, [author, reader], channelId);
  await expectReactions(reader, channelId);
  // And from then on it hears of everything again.
  await Promise.all([author.send(channelId, 'back?'), reader.send(channelId, 'back')]);
  await untilCaughtUp(pool, reader, channelId);
}

/** How many times the reader had to load a whole page anew. */
const reloads = (reader: Recorder, channelId: string) => reader.state.get().logs[channelId]?.epoch;

test('fault 14: 60 seconds offline are caught up exactly', async () => {
  const conversation = await readerGoesAway();
  const { channelId, author, reader } = conversation;
  await sendMany(author, channelId, 30);
  await changeThings(conversation);
  await letTimePass(channelId, 60);
  await readerComesBack(conversation);
  expect(reloads(reader, channelId)).toBe(0);
  expect(reader.messages(channelId)).toHaveLength(20 + 30 - 1 + 2);
});

test('fault 14: as many changes as one answer holds are caught up without loading the channel anew', async () => {
  const conversation = await readerGoesAway();
  const { channelId, author, reader } = conversation;
  await sendMany(author, channelId, messageLimits.changesMax);
  await readerComesBack(conversation);
  expect(reloads(reader, channelId)).toBe(0);
});

test('fault 14: 24 hours offline with more changes than that load the channel anew, and lose nothing on the way up', async () => {
  const conversation = await readerGoesAway();
  const { channelId, author, reader } = conversation;
  await sendMany(author, channelId, messageLimits.changesMax + 50);
  await changeThings(conversation);
  await letTimePass(channelId, 24 * 60 * 60);
  await readerComesBack(conversation);
  expect(reloads(reader, channelId)).toBe(1);
  while (await reader.scrollUp(channelId));
  await untilCaughtUp(stage.world.db.pool, reader, channelId);
  expect(reader.messages(channelId)).toHaveLength(20 + messageLimits.changesMax + 50 - 1 + 2);
});

test('fault 15: a reaction whose answer never came is asked for again, and counts once', async () => {
  const conversation = await readerGoesAway();
  const { channelId, author, reader } = conversation;
  reader.reconnect();
  await reader.untilGreeted(2);
  const messageId = author.messages(channelId)[4]!.id;
  const unanswered = reader.call('reaction.add', { messageId, emoji: '🦜' }).catch(() => undefined);
  reader.disconnect();
  await unanswered;
  await readerComesBack(conversation);
  await reader.call('reaction.add', { messageId, emoji: '🦜' });
  await untilCaughtUp(stage.world.db.pool, author, channelId);
  const shown = (recorder: Recorder) =>
    recorder.messages(channelId).find(({ id }) => id === messageId)?.reactions;
  expect(shown(reader)).toEqual([{ emoji: '🦜', count: 1, mine: true }]);
  expect(shown(author)).toEqual([{ emoji: '🦜', count: 1, mine: false }]);
});
