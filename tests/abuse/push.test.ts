import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const origin = 'https://chat.example.org';

/** The worker as a browser has it, with one window open or none; what it opened. */
function startWorker(windows: string[] = []) {
  const opened: string[] = [];
  const shown: { title: string; options: { data: { address: string }; body: string; tag: string } }[] = [];
  const handlers = new Map<string, (event: unknown) => void>();
  const worker = {
    navigator: { language: 'en' },
    location: { origin },
    addEventListener: (name: string, handler: (event: unknown) => void) => handlers.set(name, handler),
    registration: {
      showNotification: async (title: string, options: (typeof shown)[0]['options']) =>
        void shown.push({ title, options }),
    },
    clients: {
      matchAll: async () =>
        windows.map((url) => ({
          url,
          focus: async () => undefined,
          navigate: async (address: string) => void opened.push(address),
        })),
      openWindow: async (address: string) => void opened.push(address),
    },
  };
  runInNewContext(readFileSync('public/sw.js', 'utf8'), { self: worker, URL });
  const dispatch = async (name: string, more: object) => {
    let work: Promise<unknown> = Promise.resolve();
    handlers.get(name)!({ ...more, waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  };
  return {
    shown,
    opened,
    push: (json: () => unknown) => dispatch('push', { data: { json } }),
    click: (data: unknown) =>
      dispatch('notificationclick', { notification: { data, close: () => undefined } }),
  };
}

const foreign = [
  'https://evil.example/x',
  '//evil.example/x',
  '/\\evil.example/x',
  '\\\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://chat.example.org.evil.example/',
  'https://chat.example.org@evil.example/',
  '/\t/evil.example',
  '',
  null,
  42,
  { toString: () => 'https://evil.example' },
];

test.each(foreign)('X14 a push that leads to %s opens the start page and nothing else', async (address) => {
  for (const windows of [[], [`${origin}/c/1/2`]]) {
    const worker = startWorker(windows);
    await worker.push(() => ({ kind: 'message', title: 'Noor', text: 'hi', tag: 't', address }));
    expect(worker.shown[0]?.options.data.address).toBe(`${origin}/`);
    await worker.click(worker.shown[0]?.options.data);
    // As if the notice itself had been made by somebody else.
    await worker.click({ address });
    expect(worker.opened).toHaveLength(2);
    for (const opened of worker.opened) expect(new URL(opened).origin).toBe(origin);
  }
});

test('X14 an own address is opened, in the window that is there', async () => {
  for (const windows of [[], [`${origin}/c/1/2`]]) {
    const worker = startWorker(windows);
    await worker.push(() => ({ kind: 'message', title: 'Noor', text: 'hi', tag: 't', address: '/c/1/2/3' }));
    await worker.click(worker.shown[0]?.options.data);
    expect(worker.opened).toEqual([`${origin}/c/1/2/3`]);
  }
});

test('X11 a push that is no notice shows that something came, and breaks nothing', async () => {
  const worker = startWorker();
  for (const data of [() => null, () => 'text', () => [], () => ({ title: {}, text: 1, tag: [] })])
    await worker.push(data);
  await worker.push(() => {
    throw new SyntaxError();
  });
  expect(worker.shown.map(({ title }) => title)).toEqual(Array(5).fill('New message'));
});
