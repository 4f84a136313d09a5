import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registerInput } from './input.ts';
import { emailKey, keepsToItsScript, usernameSkeleton } from './names.ts';

const allowed = (username: string) => registerInput.shape.username.safeParse(username).success;

describe('X6 names that look alike are one name', () => {
  test.each([
    [
      'Admin',
      [
        'admin',
        'ADMIN',
        'Аdmin',
        'аdmin',
        'αdmin',
        'Ａdmin',
        'ａｄｍｉｎ',
        'ádmin',
        'a\u0301dmin',
        '𝐚𝐝𝐦𝐢𝐧',
        'adm1n',
        'admln',
        'adrnin',
        'adm|n',
        'admın',
        'ＡＤＭＩＮ',
      ],
    ],
    ['paypal', ['раураl', 'ρaypal', 'PAYPAL', 'paypa1', 'payраI', 'paypaI']],
    ['root', ['r00t', 'rооt', 'ROOT', 'гооt', 'roοt']],
    ['modern', ['rnodern', 'modem', 'rnodem', 'M0DERN']],
    ['wally', ['vvally', 'waIIy', 'wa11y', 'ԝally']],
    ['Straße', ['strasse', 'STRASSE', '5trasse']],
  ])('%s', (name, others) => {
    for (const other of others)
      expect([other, usernameSkeleton(other)]).toEqual([other, usernameSkeleton(name)]);
  });

  test('different names stay different', () => {
    const names = [
      'anna',
      'hanna',
      'bob',
      'rob',
      'Олег',
      'Ольга',
      'maria',
      'mario',
      '田中',
      '中田',
      'user-1',
      'user_1',
      'user.1',
      'user-2',
      'İpek',
      '한글',
    ];
    expect(new Set(names.map(usernameSkeleton)).size).toBe(names.length);
  });

  test('a skeleton is its own skeleton, and none depends on case or form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const skeleton = usernameSkeleton(name);
        expect(usernameSkeleton(skeleton)).toBe(skeleton);
        expect(usernameSkeleton(name.normalize('NFD'))).toBe(skeleton);
        expect(usernameSkeleton(name.normalize('NFKC'))).toBe(skeleton);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('X6 usernames', () => {
  test.each([
    'anna',
    'Zoë',
    'jean-luc',
    'user_7',
    'a.b',
    'Олег',
    'Γιώργος',
    '田中さくら',
    'さくらSakura',
    '김철수',
    '王小明',
    'राज',
    'राज_dev',
    'محمد',
    'דוד',
    'สมชาย',
    'ანა',
    'Bjørn',
    '1337',
  ])('%s is one', (name) => {
    expect([name, allowed(name)]).toEqual([name, true]);
  });

  test.each([
    ...[
      'a',
      'x'.repeat(33),
      '_a',
      '.hidden',
      '-x',
      'a b',
      'a@b',
      'a/b',
      'a\\b',
      'a:b',
      'a<b',
      'a"b',
      "a'b",
      '#a',
      '../x',
      'a\u200Bb',
      'a\u202Eb',
      '\u3164\u3164',
      '\u115F\u1160',
      'a\u034Fb',
      '💣💣',
      'a\0b',
    ],
    ...['pаypal', 'аdmin', 'Οlga', 'Omegaω', 'adminистратор', 'ꓮꓠꓠꓮ', 'ᎪᏢᏢᏞᎬ', 'ⲁⲡⲁ', '𐐀𐐁', 'さくらОлег'],
  ])('%s is none', (name) => {
    expect([name, allowed(name)]).toEqual([name, false]);
  });

  test('a name of one script is never refused for its script', () => {
    for (const name of [
      'abc',
      'абв',
      'αβγ',
      'אבג',
      'ابج',
      'かきく',
      'カキク',
      '漢字',
      '한글',
      'กขค',
      'ქართ',
      'հայ',
    ])
      expect([name, keepsToItsScript(name)]).toEqual([name, true]);
  });
});

test('an e-mail address is one whatever its case and form', () => {
  expect(emailKey('Anna@Example.ORG')).toBe(emailKey('anna@example.org'));
  expect(emailKey('zoe\u0308@example.org')).toBe(emailKey('ZOË@example.org'));
  expect(emailKey('anna@example.org')).not.toBe(emailKey('anna@example.com'));
});
