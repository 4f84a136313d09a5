import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RawSocket, type SocketClient, connectRaw } from '../support/socket-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Stage, setStage } from './stage.ts';

// Frames and packets that no client of ours would send. Somebody else's socket is open the whole time.

let stage: Stage;
let bystander: SocketClient;
let pid: number;
beforeAll(async () => {
  stage = await setStage();
  ({ pid } = stage.app);
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

let raw: RawSocket;
const open = async (): Promise<RawSocket> => {
  const socket = await connectRaw(stage.app.port, {
    Origin: stage.app.url,
    Cookie: `hearth=${stage.member.token}`,
  });
  socket.frame('40');
  await waitFor(() => socket.received().includes('"hello"'), { message: 'the raw socket to be let in' });
  return socket;
};
beforeEach(async () => {
  bystander = await stage.socket(stage.owner);
  raw = await open();
});
afterEach(async () => {
  raw.close();
  // The process is the same, and whoever has nothing to do with it noticed nothing.
  expect([stage.app.exited(), stage.app.pid]).toEqual([undefined, pid]);
  expect(await bystander.call('channel.history', { channelId: stage.channelId })).toMatchObject({ ok: true });
  expect(bystander.ended()).toBeUndefined();
  bystander.close();
});

const isCut = (socket = raw) =>
  waitFor(() => socket.closed(), { timeout: 5000, message: 'the socket to be closed' });
const residentMb = () =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
const send = (body: string) =>
  `42${JSON.stringify(['message.send', { channelId: stage.channelId, clientId: randomUUID(), body }])}`;

describe('X10 the socket of who sends it is closed', () => {
  const cases: [string, () => void][] = [
    ['a frame of 65 kB', () => raw.frame(send('x'.repeat(65 * 1024)))],
    ['a frame of 10 MB', () => raw.frame('4'.repeat(10 * 1024 * 1024))],
    [
      'a frame that says it is 8 exabytes long',
      () => raw.bytes(Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])),
    ],
    [
      'fragments of 100 kB together',
      () => {
        raw.frame(send('x').slice(0, -4), { fin: false });
        for (let n = 0; n < 100; n += 1) raw.frame('x'.repeat(1024), { opcode: 0, fin: false });
      },
    ],
    [
      '20,000 fragments of one byte',
      () => {
        raw.frame('4', { fin: false });
        for (let n = 0; n < 20_000; n += 1) raw.frame('x', { opcode: 0, fin: false });
      },
    ],
    [
      '20,000 fragments of nothing',
      () => {
        raw.frame('4', { fin: false });
        for (let n = 0; n < 20_000; n += 1) raw.frame('', { opcode: 0, fin: false });
      },
    ],
    [
      'a frame without a mask',
      () => raw.bytes(Buffer.concat([Buffer.from([0x81, 0x02]), Buffer.from('42')])),
    ],
    ['reserved bits', () => raw.bytes(Buffer.from([0xf1, 0x80, 0, 0, 0, 0]))],
    ['an unknown opcode', () => raw.frame('x', { opcode: 5 })],
    ['a continuation of nothing', () => raw.frame('x', { opcode: 0 })],
    ['text that is no UTF-8', () => raw.frame(Buffer.from([0x34, 0x32, 0xc3, 0x28, 0xff]))],
    ['a ping of 200 bytes', () => raw.frame('x'.repeat(200), { opcode: 9 })],
    ['a fragmented ping', () => raw.frame('x', { opcode: 9, fin: false })],
    ['a close with a code that is none', () => raw.frame(Buffer.from([0x00, 0x01]), { opcode: 8 })],
    ['HTTP in the middle', () => raw.bytes(Buffer.from('GET / HTTP/1.1\r\n\r\n'))],
    ['noise', () => raw.bytes(Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256)))],
    ['a packet of an unknown type', () => raw.frame('9')],
    ['a message of an unknown type', () => raw.frame('49["x"]')],
    ['broken JSON', () => raw.frame('42["message.send",{')],
    ['an event that is no list', () => raw.frame('42{"name":"x"}')],
    ['an event without a name', () => raw.frame('42[]')],
    ['an event whose name is an object', () => raw.frame('42[{"toString":1}]')],
    ['an event whose name is null', () => raw.frame('42[null,{}]')],
    ['a reserved event', () => raw.frame('42["disconnecting"]')],
    ['another reserved event', () => raw.frame('42["newListener",{}]')],
    ['an acknowledgement id of its own making', () => raw.frame('42-1["x"]')],
    ['attachments without end', () => raw.frame('459999999-["message.send",{"_placeholder":true,"num":0}]')],
    ['eleven attachments', () => raw.frame('4511-["message.send",{"_placeholder":true,"num":0}]')],
    ['a negative number of attachments', () => raw.frame('45-1-["x"]')],
    ['half an attachment', () => raw.frame('451.5-["x"]')],
    ['an attachment nobody announced', () => raw.frame(Buffer.from('binary'), { opcode: 2 })],
    [
      'text where an attachment was announced',
      () => {
        raw.frame('451-["message.send",{"_placeholder":true,"num":0}]');
        raw.frame(send('in between'));
      },
    ],
    [
      'a placeholder for an attachment that is not there',
      () => {
        raw.frame('451-["message.send",{"_placeholder":true,"num":5}]');
        raw.frame(Buffer.from('binary'), { opcode: 2 });
      },
    ],
    [
      'a placeholder with a number that is none',
      () => {
        raw.frame('451-["message.send",{"_placeholder":true,"num":"__proto__"}]');
        raw.frame(Buffer.from('binary'), { opcode: 2 });
      },
    ],
    ['a namespace that is none', () => raw.frame('42/nowhere,["message.send",{}]')],
  ];

  test.each(cases)('X10 %s', async (_, attack) => {
    attack();
    await isCut();
    expect(
      raw
        .received()
        .split('\n')
        .some((line) => line.includes('"ok":true')),
    ).toBe(false);
  });
});

test('X10 a message as it should be is answered, whole or in small pieces', async () => {
  raw.frame(send('whole').replace('42', '425'));
  const text = send('in pieces').replace('42', '426');
  for (let at = 0; at < text.length; at += 1)
    raw.frame(text[at]!, { opcode: at === 0 ? 1 : 0, fin: at === text.length - 1 });
  await waitFor(() => /435\[\{"ok":true/.test(raw.received()) && /436\[\{"ok":true/.test(raw.received()));
});

describe('X10 what is odd and harmless is answered or dropped', () => {
  const answered = async () => {
    raw.frame(`427${JSON.stringify(['channel.history', { channelId: stage.channelId }])}`);
    await waitFor(() => raw.closed() || raw.received().includes('437['), {
      message: 'an answer, or the end',
    });
  };

  test.each([
    ['an acknowledgement of nothing', () => raw.frame('430[]')],
    ['an acknowledgement of something huge', () => raw.frame('4399999999999999999999[{}]')],
    ['a second CONNECT', () => raw.frame('40')],
    ['a CONNECT to a namespace that is none', () => raw.frame('40/admin,')],
    ['a CONNECT with a token of somebody else', () => raw.frame(`40{"token":"${'A'.repeat(43)}"}`)],
    ['a probe', () => raw.frame('2probe')],
    ['a pong nobody asked for', () => raw.frame('3')],
    ['an upgrade of nothing', () => raw.frame('5')],
    ['a noop', () => raw.frame('6')],
    ['an OPEN of the client', () => raw.frame('0{"sid":"mine","maxPayload":99999999}')],
    ['an empty frame', () => raw.frame('')],
    [
      'a binary event with a buffer',
      () => {
        raw.frame('451-7["message.send",{"_placeholder":true,"num":0}]');
        raw.frame(Buffer.from('binary'), { opcode: 2 });
      },
    ],
    [
      'ten buffers deep inside',
      () => {
        raw.frame(
          `4510-["message.send",[${Array.from({ length: 10 }, (_, num) => `{"_placeholder":true,"num":${num}}`).join()}]]`,
        );
        for (let n = 0; n < 10; n += 1) raw.frame(Buffer.alloc(1024), { opcode: 2 });
      },
    ],
    [
      '10,000 arrays in one another',
      () => raw.frame(`42["message.send",${'['.repeat(10_000)}${']'.repeat(10_000)}]`),
    ],
    [
      '10,000 arrays in one another, with a buffer',
      () => {
        raw.frame(
          `451-["message.send",${'['.repeat(10_000)}{"_placeholder":true,"num":0}${']'.repeat(10_000)}]`,
        );
        raw.frame(Buffer.from('binary'), { opcode: 2 });
      },
    ],
    ['a name of 60 kB', () => raw.frame(`42${JSON.stringify(['x'.repeat(60_000), {}])}`)],
    ['an event whose name is a number', () => raw.frame('42[1,{}]')],
  ])('X10 %s', async (_, oddity) => {
    oddity();
    await answered();
  });
});

test('X10 forty sockets that send nothing but attachments’ beginnings cost little memory', async () => {
  const before = residentMb();
  const sockets = await Promise.all(Array.from({ length: 40 }, open));
  for (const socket of sockets) {
    socket.frame('4510-["message.send",{"_placeholder":true,"num":0}]');
    for (let n = 0; n < 9; n += 1) socket.frame(Buffer.alloc(60_000), { opcode: 2 });
  }
  await bystander.call('channel.history', { channelId: stage.channelId });
  expect(residentMb() - before).toBeLessThan(120);
  for (const socket of sockets) socket.close();
});

test('X10 who connects and never says who they are is let go', async () => {
  const silent = await connectRaw(stage.app.port, { 'X-Hearth-Client': '1' });
  await waitFor(() => silent.closed(), { timeout: 15_000, message: 'the silent one to be let go' });
});
