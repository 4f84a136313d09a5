import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSecret } from './secret-file.ts';
import { equalBytes, hashToken, newToken, sign } from './secrets.ts';

test('tokens are 256 random bits in URL-safe letters', () => {
  const tokens = Array.from({ length: 1000 }, newToken);
  expect(new Set(tokens).size).toBe(1000);
  for (const token of tokens) expect([token.length, /^[\w-]+$/.test(token)]).toEqual([43, true]);
  expect(Buffer.from(tokens[0]!, 'base64url')).toHaveLength(32);
});

test('what is stored of a token is its SHA-256', () => {
  expect(hashToken('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('bytes are equal only when all of them are, whatever their lengths', () => {
  const bytes = (text: string) => Buffer.from(text);
  expect(equalBytes(bytes('abc'), bytes('abc'))).toBe(true);
  for (const other of ['', 'ab', 'abcd', 'abd', 'ABC'])
    expect(equalBytes(bytes('abc'), bytes(other))).toBe(false);
});

test('a signature is bound to its secret, its purpose and its payload, and to where the one ends and the other begins', () => {
  const base = sign('secret', 'purpose', 'payload').toString('hex');
  const others = [
    sign('other', 'purpose', 'payload'),
    sign('secret', 'other', 'payload'),
    sign('secret', 'purpose', 'other'),
    sign('secret', 'purposep', 'ayload'),
    sign('secret', '', 'purposepayload'),
  ];
  expect(new Set([base, ...others.map((each) => each.toString('hex'))]).size).toBe(6);
  expect(sign('secret', 'purpose', 'payload').toString('hex')).toBe(base);
});

describe('the instance’s own secret', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-secret-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));
  const file = () => path.join(dataDir, 'secret');

  test('is the setting when there is one, and nothing is written', () => {
    expect(readSecret({ secret: 'from the environment', dataDir })).toBe('from the environment');
    expect(() => statSync(file())).toThrow('ENOENT');
  });

  test('is made once, for its owner’s eyes only, and stays', () => {
    const dir = path.join(dataDir, 'not/yet/there');
    const first = readSecret({ secret: undefined, dataDir: dir });
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(readSecret({ secret: undefined, dataDir: dir })).toBe(first);
    expect(statSync(path.join(dir, 'secret')).mode & 0o077).toBe(0);
    expect(readSecret({ secret: undefined, dataDir })).not.toBe(first);
  });

  test('is not replaced when its file is damaged, and the error does not repeat it', () => {
    writeFileSync(file(), 'short-canary');
    expect(() => readSecret({ secret: undefined, dataDir })).toThrow(/damaged/);
    expect(() => readSecret({ secret: undefined, dataDir })).not.toThrow(/canary/);
    expect(readFileSync(file(), 'utf8')).toBe('short-canary');
  });
});
