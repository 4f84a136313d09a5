import { describe, expect, it } from 'vitest';
import { loginAddress, safeRedirect } from './redirects.ts';

describe('safeRedirect', () => {
  it.each(['/', '/c/1/2', '/settings?tab=a#b', '/invite/ABC', '/a//b'])('keeps %s', (path) => {
    expect(safeRedirect(path)).toBe(path);
  });

  it.each([
    null,
    undefined,
    '',
    'settings',
    'https://evil.example',
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/%5cevil/../..//evil.example',
    '/a\\b',
    '/logout',
    '/./logout',
  ])('refuses %j', (path) => {
    expect(safeRedirect(path, '/home')).toBe('/home');
  });

  it('never leaves the origin, however a browser reads the answer', () => {
    for (const path of [
      '/..//evil.example',
      '/a/..//evil.example/',
      '/%2e%2e//x',
      '/;//x',
      '/@evil.example',
    ]) {
      const base = 'https://chat.example.org/login';
      expect(new URL(safeRedirect(path), base).origin).toBe('https://chat.example.org');
    }
  });
});

describe('loginAddress', () => {
  it('leads back to the page, also when its data was asked for', () => {
    const request = new Request('https://chat.example.org/c/1/2.data?x=1');
    expect(loginAddress(request)).toBe(`/login?redirectTo=${encodeURIComponent('/c/1/2?x=1')}`);
    expect(loginAddress(new Request('https://chat.example.org/'))).toBe('/login');
  });
});
