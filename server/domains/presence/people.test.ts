import { expect, test } from 'vitest';
import { type Choice, noChoice } from './choice.ts';
import { People } from './people.ts';

let now = Date.parse('2026-11-20T10:00:00.000Z');
const make = () => {
  const people = new People({ now: () => new Date(now) });
  const stateOf = (accountId: string) => people.presenceOf(accountId).state;
  return { people, stateOf };
};
const choice = (version: number, more: Partial<Choice> = {}): Choice => ({ ...noChoice, version, ...more });

test('the most active of several devices counts, wherever they are', () => {
  const { people, stateOf } = make();
  expect(stateOf('ada')).toBe('offline');
  people.connect('phone', 'ada', noChoice);
  people.connect('laptop', 'ada', noChoice);
  people.setActivity('phone', 'idle');
  expect(stateOf('ada')).toBe('online');
  people.setActivity('laptop', 'idle');
  expect(stateOf('ada')).toBe('idle');
  people.see('other replica', { accountId: 'ada', activity: 'active', choice: noChoice });
  expect(stateOf('ada')).toBe('online');
  people.disconnect('phone');
  people.disconnect('laptop');
  expect(stateOf('ada')).toBe('online');
  people.see('other replica', { accountId: 'ada', activity: null, choice: noChoice });
  expect(stateOf('ada')).toBe('offline');
});

test('a choice holds on all devices, and an earlier one does not come back', () => {
  const { people, stateOf } = make();
  people.connect('phone', 'ada', choice(1, { chosen: 'dnd' }));
  people.connect('laptop', 'ada', noChoice);
  expect(stateOf('ada')).toBe('dnd');
  people.choose('ada', choice(3, { chosen: 'invisible' }));
  people.choose('ada', choice(2, { chosen: 'online' }));
  people.see('other replica', { accountId: 'ada', activity: 'active', choice: choice(2) });
  expect(people.presenceOf('ada')).toEqual({ accountId: 'ada', state: 'offline' });
});

test('who is invisible comes, goes and idles without a sign', () => {
  const { people } = make();
  people.connect('phone', 'ada', choice(1, { chosen: 'invisible', text: 'hidden' }));
  people.setActivity('phone', 'idle');
  people.choose('ada', choice(2, { chosen: 'invisible', text: 'still hidden' }));
  people.disconnect('phone');
  expect(people.takeChanged()).toEqual([]);
});

test('what is the same again when it is told is not told', () => {
  const { people } = make();
  people.connect('phone', 'ada', noChoice);
  people.disconnect('phone');
  people.connect('phone', 'bea', noChoice);
  expect(people.takeChanged()).toEqual(['bea']);
  people.setActivity('phone', 'idle');
  people.setActivity('phone', 'active');
  expect(people.takeChanged()).toEqual([]);
});

test('a status ends in its time, and is noticed once', () => {
  const { people } = make();
  const endsAt = new Date(now + 60_000).toISOString();
  people.connect('phone', 'ada', choice(1, { emoji: '🌱', endsAt }));
  people.takeChanged();
  expect(people.presenceOf('ada').status).toEqual({ emoji: '🌱', text: '' });
  expect(people.endStatuses()).toEqual([]);
  now += 60_000;
  expect(people.presenceOf('ada')).toEqual({ accountId: 'ada', state: 'online' });
  expect(people.endStatuses()).toEqual(['ada']);
  expect(people.takeChanged()).toEqual(['ada']);
  expect(people.endStatuses()).toEqual([]);
  expect(people.takeChanged()).toEqual([]);
});

test('with a replica all go who were there alone', () => {
  const { people, stateOf } = make();
  people.connect('phone', 'ada', noChoice);
  for (const accountId of ['ada', 'bea', 'cid'])
    people.see('one', { accountId, activity: 'active', choice: noChoice });
  people.see('two', { accountId: 'cid', activity: 'idle', choice: noChoice });
  people.takeChanged();
  people.seeOnly('one', []);
  expect(['ada', 'bea', 'cid'].map(stateOf)).toEqual(['online', 'offline', 'idle']);
  expect(people.takeChanged().toSorted()).toEqual(['bea', 'cid']);
});
