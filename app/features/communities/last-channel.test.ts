import { expect, it } from 'vitest';
import { readLastPlace } from './last-channel.ts';

it('reads where somebody was last, and nothing else', () => {
  const [communityId, channelId] = [crypto.randomUUID(), crypto.randomUUID()];
  expect(readLastPlace(`theme=dark; last-place=${communityId}/${channelId}`)).toEqual({
    communityId,
    channelId,
  });
  for (const other of [null, '', `last-place=${communityId}`, `x-last-place=${communityId}/${channelId}`])
    expect(readLastPlace(other)).toBeNull();
  expect(readLastPlace(`last-place=${communityId}/${channelId}/../..`)).toBeNull();
});
