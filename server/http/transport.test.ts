import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieName, parseCookies } from './cookies.ts';
import { tokenOf } from './identify.ts';
import { originAllowed } from './origin.ts';
import { pathForLog } from './path-for-log.ts';
import { createProxyTrust, type ProxyTrust } from './proxy-trust.ts';

describe('cookies', () => {
  test('the first of two with one name counts, as browsers send the more exact one first', () => {
    expect(parseCookies('hearth=first; hearth=second').get('hearth')).toBe('first');
  });

  test.each([
    ['nothing', undefined, {}],
    ['an empty header', '', {}],
    ['space around', '  a = 1 ;b=2  ', { a: '1', b: '2' }],
    ['a value with equals signs', 'a=b=c==', { a: 'b=c==' }],
    ['parts that are none', 'a; ;=; c=3', { c: '3' }],
    ['names of built-in things', '__proto__=x; constructor=y', { ['__proto__']: 'x', constructor: 'y' }],
  ])('%s', (_, header, expected) => {
    expect([...parseCookies(header)]).toEqual(Object.entries(expected));
  });

  test('S1 the name of a secure site cannot be set from elsewhere', () => {
    expect([cookieName(true), cookieName(false), cookieName(true, 'hearth-setup')]).toEqual([
      '__Host-hearth',
      'hearth',
      '__Host-hearth-setup',
    ]);
  });

  test('of a hundred thousand cookies only the beginning is read', () => {
    expect(parseCookies(`${'a=b; '.repeat(100_000)}hearth=late`).has('hearth')).toBe(false);
  });
});

describe('H1 a path in the log', () => {
  test.each([
    ['/invite/SECRETCODE', '/invite/…'],
    ['/invite/SECRETCODE.data', '/invite/….data'],
    ['/INVITE/SECRETCODE', '/INVITE/…'],
    ['//invite//SECRETCODE/', '//invite//…/'],
    ['/%69nvite/SECRETCODE', '/invite/…'],
    ['/invite%2FSECRETCODE', '/invite/…'],
    [`/api/v1/${'x'.repeat(43)}`, '/api/v1/…'],
    [`/${'a/'.repeat(500)}`, `/${'a/'.repeat(99)}a`],
    ['/%ff/invite/SECRETCODE', '/%ff/invite/…'],
    ['/c/01a20171-18d3-70e0-9a64-2e75b4796750/members', '/c/01a20171-18d3-70e0-9a64-2e75b4796750/members'],
  ])('%s is %s', (requested, shown) => {
    expect(pathForLog(requested)).toBe(shown);
  });
});

describe('tokens', () => {
  test('a bearer’s counts before a cookie’s, and a cookie only on its own kind of site', () => {
    expect(tokenOf({ authorization: 'Bearer t', cookie: 'hearth=c' }, false)).toBe('t');
    expect(tokenOf({ cookie: 'hearth=c; __Host-hearth=s' }, false)).toBe('c');
    expect(tokenOf({ cookie: 'hearth=c; __Host-hearth=s' }, true)).toBe('s');
    expect(tokenOf({ cookie: 'hearth=c' }, true)).toBeUndefined();
  });

  test.each(['Basic t', 'bearer', 'Bearer', 'Bearer ', `Bearer ${'x'.repeat(300)}`, 'Bearer a b', 'Token t'])(
    '%s is no bearer’s',
    (authorization) => {
      expect(tokenOf({ authorization }, false)).toBeUndefined();
    },
  );
});

describe('C1 C3 the Origin', () => {
  const own = 'https://chat.example.org';
  test('of our own page is ours, to the letter', () => {
    expect(originAllowed({ origin: own }, own)).toBe(true);
    for (const origin of [
      'null',
      '',
      'https://chat.example.org/',
      'https://chat.example.org.evil.example',
      'http://chat.example.org',
      'https://chat.example.org:444',
      'https://evil.example',
      `${own}, ${own}`,
      own.toUpperCase(),
    ])
      expect([origin, originAllowed({ origin }, own)]).toEqual([origin, false]);
  });

  test('a foreign one is refused whatever comes with it', () => {
    expect(
      originAllowed(
        { origin: 'https://evil.example', authorization: 'Bearer t', 'x-hearth-client': '1' },
        own,
      ),
    ).toBe(false);
  });

  test('none needs what a foreign page cannot send', () => {
    expect(originAllowed({ authorization: 'Bearer t' }, own)).toBe(true);
    expect(originAllowed({ 'x-hearth-client': '1' }, own)).toBe(true);
    for (const headers of [
      {},
      { authorization: 'Bearer ' },
      { authorization: 'Basic x' },
      { 'x-hearth-client': 'true' },
      { cookie: 'hearth=x' },
      { referer: own },
    ])
      expect([headers, originAllowed(headers, own)]).toEqual([headers, false]);
  });
});

describe('what is believed about the way', () => {
  let server: Server;
  let seen: (
    trust: ProxyTrust,
    headers: Record<string, string>,
  ) => Promise<{ address: string; secure: boolean; origin: string }>;
  beforeAll(async () => {
    let look: (req: IncomingMessage) => object = () => ({});
    server = createServer((req, res) => res.end(JSON.stringify(look(req))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    seen = async (trust, headers) => {
      look = (req) => ({
        address: trust.addressOf(req),
        secure: trust.isSecure(req),
        origin: trust.originOf(req),
      });
      const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
      return (await answer.json()) as { address: string; secure: boolean; origin: string };
    };
  });
  afterAll(() => void server.close());
  const forwarded = {
    'X-Forwarded-For': '203.0.113.9',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'chat.example.org',
  };

  test('C2 R2 nothing, without a proxy', async () => {
    const { address, secure, origin } = await seen(createProxyTrust([]), forwarded);
    expect([address, secure, origin]).toEqual([
      '127.0.0.1',
      false,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    ]);
  });

  test('C2 R2 a trusted proxy, and of several the part that trusted ones wrote', async () => {
    const trust = createProxyTrust(['loopback']);
    expect(await seen(trust, forwarded)).toEqual({
      address: '203.0.113.9',
      secure: true,
      origin: 'https://chat.example.org',
    });
    expect(await seen(trust, { ...forwarded, 'X-Forwarded-For': '6.6.6.6, 203.0.113.9' })).toMatchObject({
      address: '203.0.113.9',
    });
    expect(
      await seen(createProxyTrust(['loopback', '10.0.0.0/8']), {
        ...forwarded,
        'X-Forwarded-For': '203.0.113.9, 10.1.2.3',
      }),
    ).toMatchObject({ address: '203.0.113.9' });
  });

  test('C2 R2 a proxy that is not the one that is trusted is nobody', async () => {
    const { address, secure } = await seen(createProxyTrust(['10.0.0.0/8']), forwarded);
    expect([address, secure]).toEqual(['127.0.0.1', false]);
  });

  test('sockets are judged as Express judges requests', async () => {
    const app = express();
    app.set('trust proxy', ['loopback']);
    app.get(
      '/',
      (req, res) =>
        void res.json({ address: req.ip, secure: req.secure, origin: `${req.protocol}://${req.host}` }),
    );
    const express5 = createServer(app);
    await new Promise<void>((resolve) => express5.listen(0, '127.0.0.1', resolve));
    const { port } = express5.address() as AddressInfo;
    for (const headers of [
      forwarded,
      { 'X-Forwarded-For': 'nonsense, , 1.2.3.4' },
      { 'X-Forwarded-Proto': 'https, http' },
      { 'X-Forwarded-Host': 'a.example, b.example' },
    ]) {
      const theirs = await (
        await fetch(`http://127.0.0.1:${port}/`, { headers: headers as Record<string, string> })
      ).json();
      const ours = await seen(createProxyTrust(['loopback']), headers);
      expect(ours.origin.replace(/:\d+$/, '')).toBe(
        (theirs as { origin: string }).origin.replace(/:\d+$/, ''),
      );
      expect([ours.address, ours.secure]).toEqual([
        (theirs as { address: string }).address,
        (theirs as { secure: boolean }).secure,
      ]);
    }
    express5.close();
  });
});
