import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AddressBook } from './address-book.ts';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-address-'))));
afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true });
});
const open = (domain?: string) => new AddressBook({ dataDir, domain });
const chat = { mode: 'domain', name: 'chat.example.org', trusted: true } as const;

test('the chosen name gets its certificate, in any case, and no other public name does', () => {
  const book = open();
  expect(book.mayHaveCertificate('chat.example.org')).toBe(false);
  book.choose(chat);
  for (const name of ['chat.example.org', 'CHAT.Example.ORG', 'chat.example.org.', 'localhost'])
    expect(book.mayHaveCertificate(name), name).toBe(true);
  for (const name of [
    'example.org',
    'x.chat.example.org',
    'chat.example.org.evil.net',
    '',
    '10.0.0.1',
    'a b',
    '*',
  ])
    expect(book.mayHaveCertificate(name), name).toBe(false);
});

test('after a restart it knows the name before the database does, and a damaged file stops nothing', () => {
  open().choose(chat);
  expect(open().mayHaveCertificate('chat.example.org')).toBe(true);
  expect(open().address).toEqual(chat);
  for (const text of ['', '{', 'null', '{"mode":"domain","name":"../x"}', '{"mode":"root","name":"a.b"}']) {
    writeFileSync(path.join(dataDir, 'address.json'), text);
    expect(open().address, text).toBeNull();
  }
});

test('before a choice a few names of the home network are certified, and not as many as somebody asks for', () => {
  const book = open();
  const names = Array.from({ length: 50 }, (_, n) => `machine-${n}.local`);
  expect(names.filter((name) => book.mayHaveCertificate(name))).toHaveLength(10);
  expect(book.mayHaveCertificate('machine-0.local')).toBe(true);
  book.choose({ mode: 'lan', name: 'hearth.local', trusted: false });
  expect(book.mayHaveCertificate('machine-0.local')).toBe(false);
  expect(book.mayHaveCertificate('hearth.local')).toBe(true);
});

test('a name that the host looks at may get one for ten minutes', () => {
  vi.useFakeTimers();
  const book = open();
  book.consider('new.example.org');
  expect(book.mayHaveCertificate('new.example.org')).toBe(true);
  vi.advanceTimersByTime(10 * 60_000 + 1);
  expect(book.mayHaveCertificate('new.example.org')).toBe(false);
});

test('HEARTH_DOMAIN decides over what was chosen', () => {
  open().choose({ mode: 'lan', name: 'hearth.local', trusted: false });
  const book = open('fixed.example.org');
  expect(book.isFixed).toBe(true);
  expect(book.address).toEqual({ mode: 'domain', name: 'fixed.example.org', trusted: true });
  expect(book.mayHaveCertificate('hearth.local')).toBe(false);
});
