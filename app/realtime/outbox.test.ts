import { expect, test, vi } from 'vitest';
import type { MessageDto } from '#contract/messages';
import type { ErrorDto } from '#contract/protocol';
import { Refused, Unreachable } from './call-error.ts';
import { makeMessage } from './fixtures.ts';
import { keepEntry } from './keep-entry.ts';
import { createMemoryOutboxDb, type OutboxDb } from './outbox-db.ts';
import { type Outbox, type OutboxEntry, withEntry } from './outbox-entry.ts';
import { createOutboxSender } from './outbox.ts';
import { createStore } from './store.ts';

/** An instance as the sender sees it: what it took, and how it answers next. */
function setUp(tab = 'tab', db: OutboxDb = createMemoryOutboxDb()) {
  const taken: string[] = [];
  const answers: (Error | 'ok')[] = [];
  const pauses: number[] = [];
  /** Pauses last for ever. */
  const patient = { current: false };
  const outbox = createStore<Outbox>([]);
  const gone = new Set<string>();
  const sender = createOutboxSender({
    accountId: 'viewer',
    tab,
    outbox,
    db: Promise.resolve(db),
    async send({ body, clientId }): Promise<MessageDto> {
      const answer = answers.shift() ?? 'ok';
      if (answer !== 'ok') throw answer;
      taken.push(body);
      return makeMessage(taken.length, { body, clientId });
    },
    isTabGone: async (other) => gone.has(other),
    async pause(milliseconds) {
      pauses.push(milliseconds);
      if (patient.current) await new Promise(() => undefined);
    },
  });
  let count = 0;
  const write = (body: string, channelId = 'workshop'): OutboxEntry => {
    count += 1;
    const entry: OutboxEntry = {
      clientId: `${tab}-${count}`,
      accountId: 'viewer',
      channelId,
      body,
      replyTo: null,
      queuedAt: new Date(count).toISOString(),
      order: 0,
      tab,
      state: 'waiting',
    };
    outbox.update((value) => withEntry(value, entry));
    void keepEntry(Promise.resolve(db), outbox, entry).then(() => sender.drain(channelId));
    return entry;
  };
  return { taken, answers, patient, pauses, outbox, gone, sender, write, db };
}

const settled = (outbox: { get(): Outbox }) => vi.waitFor(() => expect(outbox.get()).toEqual([]));
const refusal = (code: ErrorDto['code'], retryAfter?: number): Refused =>
  new Refused({ code, message: code, ...(retryAfter !== undefined && { retryAfter }) });

test('sends in order, and leaves nothing behind', async () => {
  const { write, taken, outbox, db } = setUp();
  for (const body of ['one', 'two', 'three']) write(body);
  await settled(outbox);
  expect(taken).toEqual(['one', 'two', 'three']);
  await vi.waitFor(async () => expect(await db.list('viewer')).toEqual([]));
});

test('an unanswered message is tried again before the next one of its channel', async () => {
  const { write, taken, answers, outbox } = setUp();
  answers.push(new Unreachable('no'), new Unreachable('no'));
  write('one');
  write('two');
  await settled(outbox);
  expect(taken).toEqual(['one', 'two']);
});

test('a limit is waited for as long as it says', async () => {
  const { write, taken, answers, pauses, outbox } = setUp();
  answers.push(refusal('RATE_LIMITED', 3));
  write('one');
  await settled(outbox);
  expect(pauses).toEqual([3000]);
  expect(taken).toEqual(['one']);
});

test('slow mode is waited for, and says until when', async () => {
  const { write, taken, answers, patient, outbox } = setUp();
  patient.current = true;
  answers.push(
    new Refused({ code: 'RATE_LIMITED', message: '', reason: 'channel.slow_mode', retryAfter: 300 }),
  );
  write('one');
  write('two');
  await vi.waitFor(() =>
    expect(outbox.get()).toMatchObject([
      { body: 'one', state: 'waiting', error: { reason: 'channel.slow_mode' } },
      { body: 'two', state: 'waiting' },
    ]),
  );
  const left = (outbox.get()[0]?.retryAt ?? 0) - Date.now();
  expect(left > 290_000 && left <= 300_000).toBe(true);
  expect(taken).toEqual([]);
});

test('what waits for a moderator stays, is no failure, and is asked about by the next page', async () => {
  const { write, taken, answers, outbox, db, sender } = setUp();
  answers.push(new Refused({ code: 'CONFLICT', message: '', reason: 'message.held' }));
  const { clientId } = write('one');
  write('two');
  await vi.waitFor(() => expect(taken).toEqual(['two']));
  await vi.waitFor(async () =>
    expect(await db.list('viewer')).toMatchObject([{ body: 'one', state: 'held' }]),
  );
  sender.kick();
  expect(taken).toEqual(['two']);

  const next = setUp('next', db);
  next.gone.add('tab');
  next.answers.push(new Refused({ code: 'FORBIDDEN', message: '', reason: 'message.refused' }));
  await next.sender.adopt();
  await vi.waitFor(() =>
    expect(next.outbox.get()).toMatchObject([{ state: 'failed', error: { reason: 'message.refused' } }]),
  );
  // Let through while the first page is open: the message arrives, and its entry goes.
  sender.settle(clientId);
  expect(outbox.get()).toEqual([]);
});

test('a refusal for good is kept with its reason, and the next message goes on', async () => {
  const { write, taken, answers, outbox, sender, db } = setUp();
  answers.push(refusal('FORBIDDEN'));
  const { clientId } = write('one');
  write('two');
  await vi.waitFor(() => expect(taken).toEqual(['two']));
  await vi.waitFor(() =>
    expect(outbox.get()).toMatchObject([{ body: 'one', state: 'failed', error: { code: 'FORBIDDEN' } }]),
  );
  await vi.waitFor(async () =>
    expect(await db.list('viewer')).toMatchObject([{ body: 'one', state: 'failed' }]),
  );

  sender.retry(clientId);
  await settled(outbox);
  expect(taken).toEqual(['two', 'one']);
});

test('what the instance fails to take five times is given up', async () => {
  const { write, answers, outbox, sender, taken } = setUp();
  for (let attempt = 0; attempt < 5; attempt += 1) answers.push(refusal('INTERNAL'));
  const { clientId } = write('one');
  await vi.waitFor(() => expect(outbox.get()).toMatchObject([{ state: 'failed' }]));
  sender.discard(clientId);
  await settled(outbox);
  expect(taken).toEqual([]);
});

test('a message that arrives as an event needs no acknowledgement', async () => {
  const { write, answers, outbox, patient, sender, db } = setUp();
  patient.current = true;
  answers.push(new Unreachable('the answer was lost'));
  const { clientId } = write('one');
  await vi.waitFor(async () => expect(await db.list('viewer')).toHaveLength(1));
  sender.settle(clientId);
  await settled(outbox);
  await vi.waitFor(async () => expect(await db.list('viewer')).toEqual([]));
});

test('another tab takes over from one that is gone, and leaves a living one alone', async () => {
  const first = setUp('first');
  first.patient.current = true;
  first.answers.push(new Unreachable('offline'));
  const stored = { ...first.write('left behind'), order: 1 };
  await vi.waitFor(async () => expect(await first.db.list('viewer')).toHaveLength(1));

  const db = createMemoryOutboxDb();
  await db.add(stored);
  const second = setUp('second', db);
  await second.sender.adopt();
  expect(second.taken).toEqual([]);

  second.gone.add('first');
  await second.sender.adopt();
  await vi.waitFor(() => expect(second.taken).toEqual(['left behind']));
  await settled(second.outbox);
});

test('a connection ends the pause', async () => {
  const { write, answers, outbox, patient, pauses, sender, taken } = setUp();
  patient.current = true;
  answers.push(new Unreachable('offline'));
  write('one');
  await vi.waitFor(() => expect(pauses).toHaveLength(1));
  sender.kick();
  await settled(outbox);
  expect(taken).toEqual(['one']);
});
