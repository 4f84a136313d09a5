import { expect, test } from 'vitest';
import { type Connection, type ConnectionNews, nextConnection, startingConnection } from './connection.ts';

const after = (...news: ConnectionNews[]): Connection => news.reduce(nextConnection, startingConnection);
const connected: ConnectionNews = { type: 'connected', transport: 'websocket' };
const failed = (attempts: number, online = true): ConnectionNews => ({ type: 'failed', attempts, online });

test('begins by connecting', () => {
  expect(startingConnection).toEqual({ status: 'connecting', settled: false });
  expect(after(connected)).toEqual({ status: 'connected', settled: true });
});

test('polling is limited until a WebSocket takes over', () => {
  const polling: ConnectionNews = { type: 'connected', transport: 'polling' };
  expect(after(polling).status).toBe('limited');
  expect(after(polling, { type: 'upgraded' }).status).toBe('connected');
});

test('a lost connection is looked for, and after three failures called offline', () => {
  expect(after(connected, { type: 'lost' }).status).toBe('connecting');
  expect(after(connected, { type: 'lost' }, failed(1), failed(2)).status).toBe('connecting');
  expect(after(connected, { type: 'lost' }, failed(1), failed(2), failed(3)).status).toBe('offline');
  expect(after(connected, { type: 'lost' }, failed(1, false)).status).toBe('offline');
});

test('the network’s own word counts at once', () => {
  const off: ConnectionNews = { type: 'network', online: false };
  const on: ConnectionNews = { type: 'network', online: true };
  expect(after(connected, off).status).toBe('offline');
  expect(after(connected, off, { type: 'lost' }).status).toBe('offline');
  expect(after(connected, off, on).status).toBe('connecting');
  expect(after(connected, on).status).toBe('connected');
});

test('news that changes nothing gives the same object', () => {
  const now = after(connected);
  expect(nextConnection(now, { type: 'upgraded' })).toBe(now);
});
