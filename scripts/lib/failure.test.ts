import { expect, test } from 'vitest';
import { Failure, explain } from './failure.mjs';
import { programFailure } from './run-program.mjs';

test.each([
  ['ENOSPC', 'disk is full'],
  ['EACCES', 'may not write there'],
  ['EROFS', 'read-only'],
  ['ENOTDIR', 'a file stands where a folder should be'],
])('%s becomes one sentence that says what helps', (code, part) => {
  const error = Object.assign(new Error('write failed'), { code, path: '/data/x' });
  const explained = explain(error, 'Cannot write the data folder');
  expect(explained).toBeInstanceOf(Failure);
  expect(explained.message).toMatch(/^Cannot write the data folder \(\/data\/x\): .*\.$/);
  expect(explained.message).toContain(part);
});

test('an error that nobody foresaw stays as it is', () => {
  const error = new TypeError('a bug');
  expect(explain(error, 'Cannot write')).toBe(error);
});

test('a program’s known reason takes the place of its output', () => {
  const { message } = programFailure(
    'Installing packages failed',
    'npm error code ENOTFOUND\nnpm error   at x.js:1',
  );
  expect(message).toBe(
    'Installing packages failed: the npm registry could not be reached; connect to the network and run it again.',
  );
});

test('an unknown one is shown, without npm’s warnings', () => {
  const { message } = programFailure('The build failed', 'npm warn old\nUnexpected token (3:14)\n');
  expect(message).toBe('Unexpected token (3:14)\n\nThe build failed; what it said is above.');
});
