import { describe, expect, it } from 'vitest';
import type { ChannelDto } from '#contract/channels';
import { type Structure, firstChannel, sections, stepFrom, withChannelMoved } from './arrange.ts';

const channel = (id: string, categoryId: string | null, position: number): ChannelDto => ({
  id,
  categoryId,
  kind: 'text',
  name: id,
  topic: '',
  position,
  isPrivate: false,
  synced: true,
  locked: false,
  slowMode: 0,
  permissions: [],
});

const structure: Structure = {
  categories: [
    { id: 'late', name: 'Late', position: 1 },
    { id: 'early', name: 'Early', position: 0 },
  ],
  channels: [
    channel('b', 'early', 1),
    channel('a', 'early', 0),
    channel('c', 'late', 0),
    channel('top', null, 0),
    channel('lost', 'hidden', 0),
  ],
};

const shape = (value: Structure) =>
  sections(value).map(
    ({ category, channels }) => `${category?.id ?? '-'}:${channels.map(({ id }) => id).join('')}`,
  );

describe('sections', () => {
  it('orders categories and their channels, and keeps channels of unseen categories on top', () => {
    expect(shape(structure)).toEqual(['-:losttop', 'early:ab', 'late:c']);
    expect(firstChannel(structure)?.id).toBe('lost');
  });

  it('opens where the viewer can write', () => {
    const channels = structure.channels.map((each) =>
      each.id === 'b' ? { ...each, permissions: ['message.send' as const] } : each,
    );
    expect(firstChannel({ ...structure, channels })?.id).toBe('b');
  });

  it('has no first channel in an empty community', () => {
    expect(firstChannel({ categories: [], channels: [] })).toBeUndefined();
  });
});

describe('withChannelMoved', () => {
  it('moves within a category, into another and out of all', () => {
    expect(shape(withChannelMoved(structure, 'a', { categoryId: 'early', index: 1 }))[1]).toBe('early:ba');
    expect(shape(withChannelMoved(structure, 'a', { categoryId: 'late', index: 1 })).slice(1)).toEqual([
      'early:b',
      'late:ca',
    ]);
    expect(shape(withChannelMoved(structure, 'a', { categoryId: null, index: 0 }))[0]).toContain('a');
  });

  it('leaves an unknown channel alone', () => {
    expect(withChannelMoved(structure, 'nope', { categoryId: null, index: 0 })).toBe(structure);
  });
});

describe('stepFrom', () => {
  it('steps past a neighbour, over the edges of categories, and stops at the ends', () => {
    expect(stepFrom(structure, 'a', 1)).toEqual({ categoryId: 'early', index: 1 });
    expect(stepFrom(structure, 'b', 1)).toEqual({ categoryId: 'late', index: 0 });
    expect(stepFrom(structure, 'a', -1)).toEqual({ categoryId: null, index: 2 });
    expect(stepFrom(structure, 'lost', -1)).toBeNull();
    expect(stepFrom(structure, 'c', 1)).toBeNull();
  });
});
