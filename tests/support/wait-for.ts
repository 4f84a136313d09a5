import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the condition gives something truthy, and returns that.
 *
 * @param message what was waited for, for the error
 * @param timeout milliseconds; the last error of the condition is the timeout's cause
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeout = 10_000, interval = 25, message = 'the condition' } = {},
): Promise<NonNullable<T>> {
  const end = performance.now() + timeout;
  let cause: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result) return result;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > end) throw new Error(`Waited ${timeout} ms in vain for ${message}.`, { cause });
    await sleep(interval);
  }
}
