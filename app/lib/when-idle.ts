/**
 * In the browser: runs `work` once the page has come to rest, for fetching what is likely wanted next. Returns what
 * calls it off. Safari has no idle callback: there it waits two seconds.
 */
export function whenIdle(work: () => unknown): () => void {
  if (typeof window.requestIdleCallback === 'function') {
    const handle = window.requestIdleCallback(() => void work(), { timeout: 5_000 });
    return () => window.cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, 2_000);
  return () => clearTimeout(timer);
}
