import { expect, it } from 'vitest';
import { readLook } from './look.ts';

it('reads the look from cookies, and takes what it does not know for unset', () => {
  expect(readLook('a=b; theme=dark;density=compact')).toEqual({ theme: 'dark', density: 'compact' });
  expect(readLook('theme="><script>; density')).toEqual({ theme: 'system', density: 'cosy' });
  expect(readLook(null)).toEqual({ theme: 'system', density: 'cosy' });
});
