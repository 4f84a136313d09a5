import { expect, test } from 'vitest';
import type { Block, Inline } from '#contract/messages';
import { linkedMessages } from './linked-messages.ts';

const origin = 'https://chat.example.org';
const id = (n: number) => `0199c3a5-0f65-7183-9fa7-${String(n).padStart(12, '0')}`;
const [community, channel, thread, message] = [id(1), id(2), id(3), id(4)];
const link = (href: string): Inline => ({ t: 'link', href, c: [href] });
const found = (...c: Inline[]) => linkedMessages([{ t: 'p', c }], origin);

test.each([
  ['in a channel', `/c/${community}/${channel}/${message}`, channel],
  ['with a query', `/c/${community}/${channel}/${message}?x=1`, channel],
  ['in a thread', `/c/${community}/${channel}/t/${thread}/${message}`, thread],
  ['in a thread beside a message', `/c/${community}/${channel}/${id(9)}/t/${thread}/${message}`, thread],
  ['in a conversation', `/dm/${channel}/${message}`, channel],
])('a message %s', (_, path, channelId) => {
  expect(found('look: ', link(`${origin}${path}`), ' there')).toEqual([{ channelId, messageId: message }]);
});

test.each([
  `https://elsewhere.example/c/${community}/${channel}/${message}`,
  `${origin}/c/${community}/${channel}`,
  `${origin}/c/${community}/channels/${channel}`,
  `${origin}/c/${community}/${channel}/${message}/reactions`,
  `${origin}/dm/${channel}`,
  'mailto:noor@chat.example.org',
  'no address',
])('nothing in %s', (href) => {
  expect(found(link(href))).toEqual([]);
});

test('nothing under a spoiler, nor in code', () => {
  const href = `${origin}/dm/${channel}/${message}`;
  expect(found({ t: 'spoiler', c: [link(href)] }, { t: 'code', v: href })).toEqual([]);
});

test('the first three, each once, wherever they stand', () => {
  const nth = (n: number) => link(`${origin}/dm/${channel}/${id(n)}`);
  const tree: Block[] = [
    { t: 'quote', c: [{ t: 'p', c: [nth(1)] }] },
    { t: 'list', start: null, c: [[{ t: 'p', c: [{ t: 'strong', c: [nth(2)] }, nth(1)] }]] },
    { t: 'p', c: [nth(3), nth(4)] },
  ];
  expect(linkedMessages(tree, origin).map(({ messageId }) => messageId)).toEqual([id(1), id(2), id(3)]);
});
