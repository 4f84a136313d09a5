import { isUnsaved, reloadOnce } from './upgrade.ts';

/** Milliseconds between attempts. */
const pause = 3000;

/**
 * Fetches a part of the app's code, as often as it takes: offline, or while the instance restarts. `failed` is told of
 * each attempt that failed.
 *
 * A browser may remember that a module did not load and never ask for it again, and after an upgrade its file is gone.
 * So when the instance answers and the code still does not come, the page is loaded anew: what was sent is stored by
 * then, and what is half written in a composer is a draft.
 */
export async function insist<T>(load: () => Promise<T>, failed?: () => void): Promise<T> {
  for (let reachable = false; ; reachable = await isReachable()) {
    try {
      return await load();
    } catch {
      failed?.();
      if (reachable && !isUnsaved()) reloadOnce();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Whether the instance answers right now. */
export async function isReachable(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(pause) })).ok;
  } catch {
    return false;
  }
}
