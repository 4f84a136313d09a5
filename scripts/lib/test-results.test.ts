import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPlaywright, countVitest, sum } from './test-results.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-results-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a test file that does not load counts as a failure', () => {
  const file = report({
    ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 },
    testResults: [
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  });
  expect(countVitest(file)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('errors outside of the browser tests count as failures, and what passed at the second try as passed', () => {
  const file = report({
    stats: { expected: 2, flaky: 1, unexpected: 1, skipped: 4 },
    errors: [{ message: 'set-up' }],
  });
  expect(countPlaywright(file)).toEqual({ passed: 3, failed: 2, skipped: 4 });
});

test('sums', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

function report(content: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}
