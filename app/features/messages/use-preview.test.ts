import { expect, test } from 'vitest';
import type { PreviewDto } from '#contract/messages';
import { applyEvent } from '../../realtime/apply-event.ts';
import { makeBootstrap, makeMessage, makePage, viewer } from '../../realtime/fixtures.ts';
import { fromBootstrap, withPage } from '../../realtime/state.ts';
import { asItIsNow } from './use-preview.ts';

const state = fromBootstrap(viewer, makeBootstrap());
const open = withPage(state, 'workshop', makePage([makeMessage(1), makeMessage(2)]), 'replace');
const preview: PreviewDto = {
  ...{ id: 'm2', seq: 2, version: 2, excerpt: 'as it was told' },
  channel: { id: 'workshop', name: 'workshop', parentId: null },
  place: { kind: 'community', id: 'club', name: 'Millbrook Makers' },
  author: makeMessage(2).author,
  createdAt: makeMessage(2).createdAt,
};
const updated = (over: object) =>
  applyEvent(open, 'message.updated', { message: makeMessage(2, { version: 3, ...over }) }, 0);

test('as the instance told it, while nothing newer is known', () => {
  expect(asItIsNow(state, preview)).toBe(preview);
  expect(asItIsNow(open, preview)).toBe(preview);
  expect(asItIsNow(updated({ body: 'old' }), { ...preview, version: 4 })?.excerpt).toBe('as it was told');
});

test('an edit that was heard of shows; one that was deleted is gone', () => {
  expect(asItIsNow(updated({ body: 'as it is' }), preview)).toMatchObject({
    excerpt: 'as it is',
    version: 3,
  });
  const deletedAt = new Date(0).toISOString();
  expect(asItIsNow(updated({ body: null, deletedAt }), preview)).toBeNull();
  const without = withPage(open, 'workshop', makePage([makeMessage(1), makeMessage(4)]), 'replace');
  expect(asItIsNow(without, preview)).toBeNull();
  // Another stretch of the history says nothing of it.
  const later = withPage(open, 'workshop', makePage([makeMessage(4)], { hasBefore: true }), 'replace');
  expect(asItIsNow(later, preview)).toBe(preview);
});

test('nothing of a channel that is out of sight, nor of somebody whom the viewer blocked', () => {
  const left = applyEvent(open, 'community.removed', { communityId: 'club' }, 0);
  expect(asItIsNow(left, preview)).toBeNull();
  const thread = { ...preview, channel: { id: 'thread', name: 'a thread', parentId: 'workshop' } };
  expect(asItIsNow(open, thread)).toBe(thread);
  expect(asItIsNow(left, thread)).toBeNull();
  const account = preview.author!;
  const relation = { account, state: 'blocked' as const, since: new Date(0).toISOString() };
  const blocking = { ...open, relations: { [account.id]: relation } };
  expect(asItIsNow(blocking, preview)).toBeNull();
});
