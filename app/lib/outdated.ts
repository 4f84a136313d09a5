import { currentRealtime } from '../realtime/current.ts';
import { reloadWhenIdle } from '../realtime/upgrade.ts';

/**
 * Whether the instance has been upgraded since this page was loaded: the list of the page's files, which every build
 * names anew, is gone then. False when nobody answers.
 */
async function isOutdated(): Promise<boolean> {
  const file = (window as { __reactRouterManifest?: { url?: string } }).__reactRouterManifest?.url;
  if (!file) return false;
  try {
    return (await fetch(file, { method: 'HEAD', cache: 'no-store' })).status === 404;
  } catch {
    return false;
  }
}

let waiting = false;

/** For a file of the page that did not come: whether that is because of an upgrade. The page then loads itself anew at a quiet moment. */
export async function noticeUpgrade(): Promise<boolean> {
  const outdated = await isOutdated();
  if (outdated && !waiting) {
    waiting = true;
    reloadWhenIdle(() => (currentRealtime()?.outbox.get().length ?? 0) > 0);
  }
  return outdated;
}
