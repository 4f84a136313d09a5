import { expect, test } from 'vitest';
import { findTypedNames } from './typed-names.ts';

const first = (body: string) => findTypedNames(body).map(({ candidates }) => candidates[0]);

test.each([
  ['@noor hi', ['@noor hi']],
  ['hi (@noor)', ['@noor']],
  ['@noor, @sam!', ['@noor,', '@sam!']],
  ['#general and @x', ['#general and', '@x']],
  ['a@b.c https://x.test/@noor \\@noor <@noor @ #', []],
  ['`@noor` and ``a ` @sam`` @real', ['@real']],
  ['```\n@noor\n```\n@real', ['@real']],
  ['~~~\n@noor', []],
])('%s', (body, expected) => expect(first(body)).toEqual(expected));

test('a name of several words, with and without what ends the sentence', () => {
  expect(findTypedNames('@Noor Haddad.')[0]?.candidates).toEqual(['@Noor Haddad.', '@Noor Haddad', '@Noor']);
});

test.each([
  ['signs', '@a '.repeat(1333)],
  ['backticks', '`@'.repeat(2000)],
  ['growing runs', Array.from({ length: 88 }, (_, n) => '`'.repeat(n + 1)).join('@a')],
  ['words', `@${'a '.repeat(1999)}`],
  ['hashes', '#'.repeat(4000)],
])('X5 hostile %s: quick', (_, body) => {
  const start = performance.now();
  findTypedNames(body);
  expect(performance.now() - start).toBeLessThan(50);
});
