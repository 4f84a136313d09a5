import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts a Vitest JSON report. A file that did not even load counts as one failure.
 * @param {string} file
 * @returns {Counts}
 */
export function countVitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.filter(
    (/** @type {any} */ each) => each.status === 'failed' && each.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts a Playwright JSON report. Errors outside a test (a file that did not load, the set-up) count as failures.
 * @param {string} file
 * @returns {Counts}
 */
export function countPlaywright(file) {
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** @param {Counts[]} counts @returns {Counts} */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const each of counts) {
    total.passed += each.passed;
    total.failed += each.failed;
    total.skipped += each.skipped;
  }
  return total;
}

/** A run's last line. @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * A runner that fails without a failed test (it crashed, or something broke outside of the tests) counts as a failure:
 * a green sum must not hide it.
 * @param {number} exitCode
 * @param {() => Counts} count
 * @returns {Counts}
 */
export function orOneFailure(exitCode, count) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = count();
  } catch {
    return { ...counts, failed: 1 };
  }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
