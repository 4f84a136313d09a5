import { describe, expect, test } from 'vitest';
import { logFromPage } from '../../realtime/channel-log.ts';
import { makeMessage, makePage } from '../../realtime/fixtures.ts';
import type { OutboxEntry } from '../../realtime/outbox-entry.ts';
import { continuesGroup, firstUnread, itemBefore, itemKey, listItems, startsDay } from './list-items.ts';
import { timesFor } from './times.ts';

const times = timesFor('UTC');
const at = (seq: number, time: string, over = {}) =>
  makeMessage(seq, { createdAt: `2026-11-19T${time}Z`, ...over });
const aleks = { id: 'viewer', username: 'aleks', displayName: 'Aleks' };
const entry = (clientId: string): OutboxEntry => ({
  clientId,
  accountId: 'viewer',
  channelId: 'workshop',
  body: 'on its way',
  replyTo: null,
  queuedAt: '2026-11-19T09:00:00Z',
  order: 1,
  tab: 'tab',
  state: 'sending',
});

describe('what the list holds', () => {
  test('edges, messages, what is on its way', () => {
    const log = logFromPage('workshop', makePage([makeMessage(1), makeMessage(2)]));
    const items = listItems(log, [entry('c1')], 'viewer');
    expect(items.map((item) => itemKey(item, 'viewer'))).toEqual(['head', 'm1', 'm2', 'c1', 'tail']);
  });

  test('while there is more above, the oldest message only serves the one below it', () => {
    const log = logFromPage('workshop', makePage([makeMessage(7), makeMessage(8)], { hasBefore: true }));
    const items = listItems(log, [], 'viewer');
    expect(items.map((item) => itemKey(item, 'viewer'))).toEqual(['head', 'm8', 'tail']);
    expect(itemBefore(items, 1, log)).toMatchObject({ id: 'm7' });
  });

  test('while there is more below, what is on its way is not shown as the newest', () => {
    const log = logFromPage('workshop', makePage([makeMessage(1)], { hasAfter: true }));
    const items = listItems(log, [entry('c1')], 'viewer');
    expect(items.map((item) => itemKey(item, 'viewer'))).toEqual(['head', 'm1', 'tail']);
  });

  test('a message that has arrived is not shown twice, and keeps its row', () => {
    const arrived = makeMessage(1, { author: aleks, clientId: 'c1' });
    const items = listItems(logFromPage('workshop', makePage([arrived])), [entry('c1')], 'viewer');
    expect(items.map((item) => itemKey(item, 'viewer'))).toEqual(['head', 'c1', 'tail']);
  });

  test('somebody else’s message with the same key takes no row away', () => {
    const foreign = makeMessage(1, { clientId: 'c1' });
    const items = listItems(logFromPage('workshop', makePage([foreign])), [entry('c1')], 'viewer');
    expect(items.map((item) => itemKey(item, 'viewer'))).toEqual(['head', 'm1', 'c1', 'tail']);
  });
});

describe('groups and days', () => {
  const first = at(1, '09:00:00');

  test('within seven minutes, one author stands once', () => {
    expect(continuesGroup(at(2, '09:06:59'), first, 'viewer', times)).toBe(true);
    expect(continuesGroup(at(2, '09:07:00'), first, 'viewer', times)).toBe(false);
    expect(continuesGroup(at(2, '09:01:00', { author: aleks }), first, 'viewer', times)).toBe(false);
  });

  test('a reply and a new day begin a group', () => {
    const replyTo = { id: 'm1', seq: 1, author: null, excerpt: '' };
    expect(continuesGroup(at(2, '09:01:00', { replyTo }), first, 'viewer', times)).toBe(false);
    const late = at(1, '23:59:00');
    const next = makeMessage(2, { createdAt: '2026-11-20T00:01:00Z' });
    expect(continuesGroup(next, late, 'viewer', times)).toBe(false);
    expect(startsDay(next, late, times)).toBe(true);
  });

  test('a day ends at the reader’s midnight', () => {
    const next = at(2, '23:30:00');
    expect(startsDay(next, first, timesFor('UTC'))).toBe(false);
    expect(startsDay(next, first, timesFor('Europe/Berlin'))).toBe(true);
  });

  test('messages of deleted accounts are not taken for one person', () => {
    const gone = { author: null };
    expect(continuesGroup(at(2, '09:01:00', gone), at(1, '09:00:00', gone), 'viewer', times)).toBe(false);
  });
});

describe('the first unread message', () => {
  const messages = [makeMessage(3), makeMessage(5, { author: aleks }), makeMessage(6)];

  test('is the first after the pointer that is not one’s own', () => {
    const log = logFromPage('workshop', makePage(messages));
    expect(firstUnread(log, 0, 'viewer')).toBe(3);
    expect(firstUnread(log, 3, 'viewer')).toBe(6);
    expect(firstUnread(log, 6, 'viewer')).toBeNull();
  });

  test('is not known when more lies above', () => {
    const log = logFromPage('workshop', makePage(messages, { hasBefore: true }));
    expect(firstUnread(log, 1, 'viewer')).toBeNull();
    expect(firstUnread(log, 3, 'viewer')).toBe(6);
  });
});
