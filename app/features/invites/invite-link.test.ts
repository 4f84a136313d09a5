import { expect, it } from 'vitest';
import { inviteCodeOf, inviteLink } from './invite-link.ts';

it.each([
  ['ABCD', 'ABCD'],
  ['  ABCD ', 'ABCD'],
  ['https://chat.example.org/invite/ABCD', 'ABCD'],
  ['chat.example.org/invite/ABCD?from=mail#top', 'ABCD'],
  ['look: http://localhost:3000/invite/ABCD !', 'ABCD'],
  ['', ''],
])('finds the code in %j', (pasted, code) => {
  expect(inviteCodeOf(pasted)).toBe(code);
});

it('makes a link that it can read', () => {
  expect(inviteCodeOf(inviteLink('https://chat.example.org', 'ABCD'))).toBe('ABCD');
});
