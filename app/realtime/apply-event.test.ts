import { describe, expect, test } from 'vitest';
import { applyEvent, withoutOldTyping } from './apply-event.ts';
import { isBehind } from './channel-log.ts';
import { makeBootstrap, makeCommunity, makeMessage, makePage, viewer } from './fixtures.ts';
import {
  type ClientState,
  changedSince,
  fromBootstrap,
  withBootstrap,
  withChanges,
  withPage,
} from './state.ts';

const now = 1_000_000;
const empty = fromBootstrap(viewer, makeBootstrap());
const opened = withPage(empty, 'workshop', makePage([makeMessage(1), makeMessage(2)]), 'replace');

function log(state: ClientState) {
  const found = state.logs['workshop'];
  if (!found) throw new Error('no log');
  return found;
}
const isStateBehind = (state: ClientState): boolean =>
  isBehind(log(state), state.counters['workshop']?.version ?? 0);
const ids = (state: ClientState): string[] => log(state).messages.map(({ id }) => id);

describe('message.created', () => {
  test('appends and counts', () => {
    const next = applyEvent(opened, 'message.created', { message: makeMessage(3) }, now);
    expect(ids(next)).toEqual(['m1', 'm2', 'm3']);
    expect(log(next)).toMatchObject({ version: 3, ahead: [], recent: {} });
    expect(next.counters['workshop']).toMatchObject({ version: 3, posted: 3 });
  });

  test('says nothing new the second time', () => {
    const once = applyEvent(opened, 'message.created', { message: makeMessage(3) }, now);
    expect(applyEvent(once, 'message.created', { message: makeMessage(3) }, now)).toBe(once);
  });

  test('after a gap, the log is behind until the missing one comes', () => {
    const gap = applyEvent(opened, 'message.created', { message: makeMessage(4) }, now);
    expect(ids(gap)).toEqual(['m1', 'm2', 'm4']);
    expect(isStateBehind(gap)).toBe(true);
    const whole = applyEvent(gap, 'message.created', { message: makeMessage(3) }, now);
    expect(ids(whole)).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(log(whole)).toMatchObject({ version: 4, ahead: [], recent: {} });
    expect(isStateBehind(whole)).toBe(false);
  });

  test('while reading history, it is counted but not shown', () => {
    const past = withPage(
      empty,
      'workshop',
      makePage([makeMessage(1)], { hasAfter: true, version: 9 }),
      'replace',
    );
    const next = applyEvent(past, 'message.created', { message: makeMessage(10) }, now);
    expect(ids(next)).toEqual(['m1']);
    expect(next.counters['workshop']?.posted).toBe(10);
    expect(isStateBehind(next)).toBe(false);
  });

  test('in a channel that the viewer cannot see, nothing happens', () => {
    const message = makeMessage(3, { channelId: 'elsewhere' });
    expect(applyEvent(opened, 'message.created', { message }, now)).toBe(opened);
  });

  test('ends its author’s typing', () => {
    const typing = { channelId: 'workshop', accountId: 'noor', displayName: 'Noor' };
    const writing = applyEvent(opened, 'channel.typing', typing, now);
    const next = applyEvent(writing, 'message.created', { message: makeMessage(3) }, now);
    expect(next.typing['workshop']).toEqual([]);
  });
});

describe('message.updated', () => {
  test('an edit replaces, an older edit does not', () => {
    const newer = makeMessage(1, { version: 4, body: 'newer' });
    const older = makeMessage(1, { version: 3, body: 'older' });
    let next = applyEvent(opened, 'message.updated', { message: newer }, now);
    next = applyEvent(next, 'message.updated', { message: older }, now);
    expect(log(next).messages[0]?.body).toBe('newer');
    expect(log(next).version).toBe(4);
  });

  test('a deletion removes, a restoration brings back to the same place', () => {
    const gone = makeMessage(1, { version: 3, body: null, deletedAt: '2026-11-19T10:00:00Z' });
    const deleted = applyEvent(opened, 'message.updated', { message: gone }, now);
    expect(ids(deleted)).toEqual(['m2']);
    const back = applyEvent(deleted, 'message.updated', { message: makeMessage(1, { version: 4 }) }, now);
    expect(ids(back)).toEqual(['m1', 'm2']);
  });

  test('a deletion that overtakes the message keeps it away', () => {
    const gone = makeMessage(3, { version: 4, body: null, deletedAt: '2026-11-19T10:00:00Z' });
    let next = applyEvent(opened, 'message.updated', { message: gone }, now);
    next = applyEvent(next, 'message.created', { message: makeMessage(3) }, now);
    expect(ids(next)).toEqual(['m1', 'm2']);
    expect(log(next)).toMatchObject({ version: 4, recent: {} });
  });

  test('lines that quote it follow, unless they are newer', () => {
    const quote = (excerpt: string | null) => ({ id: 'm1', seq: 1, author: null, excerpt });
    const reply = makeMessage(3, { replyTo: quote('message 1') });
    const replied = applyEvent(opened, 'message.created', { message: reply }, now);
    const edited = makeMessage(1, { version: 4, body: 'better' });
    const next = applyEvent(replied, 'message.updated', { message: edited }, now);
    expect(log(next).messages[2]?.replyTo?.excerpt).toBe('better');

    // The same in the other order: the reply comes after the edit of what it quotes.
    let swapped = applyEvent(opened, 'message.updated', { message: edited }, now);
    swapped = applyEvent(swapped, 'message.created', { message: reply }, now);
    expect(log(swapped)).toEqual(log(next));

    const gone = makeMessage(1, { version: 5, body: null, deletedAt: '2026-11-19T10:00:00Z' });
    const without = applyEvent(next, 'message.updated', { message: gone }, now);
    expect(log(without).messages.at(-1)?.replyTo).toEqual(quote(null));
  });
});

test('what came before there was a log that could take it is missed by the page that was read earlier', () => {
  const heard = applyEvent(empty, 'message.created', { message: makeMessage(3) }, now);
  const page = makePage([makeMessage(1), makeMessage(2)]);
  expect(isStateBehind(withPage(heard, 'workshop', page, 'replace'))).toBe(true);
});

describe('counters', () => {
  test('never go backwards', () => {
    const news = (version: number, posted: number) => ({
      channels: [{ channelId: 'workshop', version, posted }],
    });
    const next = applyEvent(opened, 'channel.counters', news(5, 4), now);
    expect(next.counters['workshop']).toMatchObject({ version: 5, posted: 4 });
    expect(applyEvent(next, 'channel.counters', news(4, 3), now)).toBe(next);
    expect(isStateBehind(next)).toBe(true);
  });

  test('reading on another device', () => {
    const read = { channelId: 'workshop', readSeq: 2, readOrdinal: 2, rewinds: 0 };
    const next = applyEvent(opened, 'channel.read', read, now);
    expect(next.counters['workshop']).toMatchObject({ readSeq: 2, readOrdinal: 2 });
    const earlier = { ...read, readSeq: 1, readOrdinal: 1 };
    expect(applyEvent(next, 'channel.read', earlier, now)).toBe(next);
    const back = applyEvent(
      next,
      'channel.read',
      { ...earlier, rewinds: 1, mentions: [[2, 5]], version: 5 },
      now,
    );
    expect(back.counters['workshop']).toMatchObject({ readSeq: 1, readOrdinal: 1, mentions: [[2, 5]] });
    expect(applyEvent(back, 'channel.read', { ...read, readSeq: 9 }, now)).toBe(back);
  });

  test('mentions: doubled, late, taken away and read', () => {
    const of = (seq: number, version: number, on: boolean) => ({
      channelId: 'workshop',
      marks: [{ seq, version, on }],
    });
    const named = applyEvent(opened, 'channel.mentions', of(7, 7, true), now);
    const marks = (state: typeof named) => state.counters['workshop']?.mentions;
    expect(marks(named)).toEqual([[7, 7]]);
    expect(marks(applyEvent(named, 'channel.mentions', of(7, 7, true), now))).toEqual([[7, 7]]);
    const gone = applyEvent(named, 'channel.mentions', of(7, 8, false), now);
    expect(marks(gone)).toEqual([]);
    expect(marks(applyEvent(gone, 'channel.mentions', of(7, 7, true), now))).toEqual([]);
    expect(marks(applyEvent(gone, 'channel.mentions', of(7, 9, true), now))).toEqual([[7, 9]]);
    const read = { channelId: 'workshop', readSeq: 7, readOrdinal: 7, rewinds: 0 };
    expect(marks(applyEvent(named, 'channel.read', read, now))).toEqual([]);
  });
});

test('typing notes expire, and one’s own are not noted', () => {
  const note = { channelId: 'workshop', accountId: 'noor', displayName: 'Noor' };
  const next = applyEvent(opened, 'channel.typing', note, now);
  expect(next.typing['workshop']).toEqual([{ accountId: 'noor', displayName: 'Noor', until: now + 6000 }]);
  expect(withoutOldTyping(next, now + 5999)).toBe(next);
  expect(withoutOldTyping(next, now + 6000).typing['workshop']).toEqual([]);
  expect(applyEvent(opened, 'channel.typing', { ...note, accountId: 'viewer' }, now)).toBe(opened);
});

describe('communities', () => {
  test('an update drops channels that went out of sight and counts new ones', () => {
    const [workshop] = makeCommunity().channels;
    if (!workshop) throw new Error('no channel');
    const community = makeCommunity({ channels: [{ ...workshop, id: 'new' }] });
    const next = applyEvent(opened, 'community.updated', { community }, now);
    expect(next.logs).toEqual({});
    expect(Object.keys(next.counters)).toEqual(['new']);
  });

  test('an update leaves the channels that it does not change as they are', () => {
    const other = { ...makeCommunity().channels[0]!, id: 'other', name: 'other' };
    const both = (name: string) =>
      makeCommunity({ memberCount: 9, channels: [...makeCommunity().channels, { ...other, name }] });
    const first = applyEvent(opened, 'community.updated', { community: both('other') }, now);
    const next = applyEvent(first, 'community.updated', { community: both('renamed') }, now);
    const channels = (state: ClientState) => state.communities['club']?.channels ?? [];
    expect(channels(next)[0]).toBe(channels(first)[0]);
    expect(channels(first)[0]).toBe(channels(opened)[0]);
    expect(channels(next).at(-1)).toMatchObject({ name: 'renamed' });
  });

  test('a new one joins at the end, a removed one takes everything along', () => {
    const other = makeCommunity({ id: 'chess', channels: [] });
    const joined = applyEvent(opened, 'community.updated', { community: other }, now);
    expect(joined.communityOrder).toEqual(['club', 'chess']);
    const left = applyEvent(joined, 'community.removed', { communityId: 'club' }, now);
    expect(left).toMatchObject({ communityOrder: ['chess'], counters: {}, logs: {} });
  });

  test('a bootstrap keeps what events changed meanwhile', () => {
    const renamed = makeCommunity({ name: 'Newer' });
    const changed = applyEvent(opened, 'community.updated', { community: renamed }, now);
    expect(withBootstrap(changed, makeBootstrap(), new Set(['club'])).communities['club']?.name).toBe(
      'Newer',
    );
    expect(withBootstrap(changed, makeBootstrap()).communities['club']?.name).toBe('Millbrook Makers');
    expect(withBootstrap(changed, makeBootstrap()).logs).toEqual(changed.logs);
  });

  test('a bootstrap brings back no community that was left meanwhile, and takes none that was joined', () => {
    const before = opened.communities;
    const left = applyEvent(opened, 'community.removed', { communityId: 'club' }, now);
    expect(withBootstrap(left, makeBootstrap(), changedSince(left, before)).communityOrder).toEqual([]);
    const chess = makeCommunity({ id: 'chess', channels: [] });
    const joined = applyEvent(opened, 'community.updated', { community: chess }, now);
    expect(withBootstrap(joined, makeBootstrap(), changedSince(joined, before)).communityOrder).toEqual([
      'club',
      'chess',
    ]);
  });
});

test('resync makes every log doubtful until its catch-up', () => {
  const doubtful = applyEvent(opened, 'resync', {}, now);
  expect(isStateBehind(doubtful)).toBe(true);
  const sure = withChanges(doubtful, 'workshop', { reload: false, messages: [], version: 2, posted: 2 }, 2);
  expect(log(sure)).toEqual(log(opened));
});

test('an event that this page does not know changes nothing', () => {
  expect(applyEvent(opened, 'constructor' as 'resync', {}, now)).toBe(opened);
});
