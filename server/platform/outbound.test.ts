import { expect, test } from 'vitest';
import { isOutboundAddress, isPublicAddress, postOutbound } from './outbound.ts';

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['192.168.1.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:0:7f00:1::', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['2a00:1450:4001::1', true],
])('F1 %s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

test.each([
  ['http://push.example.org/x', false],
  ['https://user@push.example.org/x', false],
  ['https://2130706433/', false],
  ['https://0x7f.1/', false],
  ['https://[::1]/', false],
  ['https://[::ffff:127.0.0.1]/', false],
  ['https://push.example.org/x', true],
  ['https://8.8.8.8/', true],
])('F1 %s may be asked: %s', (address, expected) =>
  expect(isOutboundAddress(new URL(address))).toBe(expected),
);

test('F2 a name that leads to this machine is refused before anything is sent', async () => {
  const options = { headers: {}, body: Buffer.alloc(0), timeoutMs: 2000 };
  await expect(postOutbound(new URL('https://localhost:1/'), options)).rejects.toMatchObject({
    name: 'OutboundRefused',
  });
});
