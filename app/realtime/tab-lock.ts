/* oxlint-disable unicorn/require-post-message-target-origin -- a BroadcastChannel is of one origin and takes none */
/** Milliseconds that a living tab has to answer, where browsers have no locks. */
const patience = 500;
const channelName = 'hearth-tabs';

/**
 * Tells other tabs of this browser that this one lives, for as long as it does: by a lock, which the browser itself
 * releases when a tab is closed or killed; where there are none (plain http), by answering when asked.
 */
export function holdTabLock(tab: string): void {
  const manager = locks();
  if (manager) {
    void manager.request(lockName(tab), () => new Promise(() => undefined));
    return;
  }
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<TabNote>) => {
    if (data.asks === tab) channel.postMessage({ lives: tab } satisfies TabNote);
  });
}

/**
 * Whether a tab is gone. Without locks a tab that sleeps too deeply to answer counts as gone: guessing wrong is
 * harmless, as the instance takes each message once.
 */
export async function isTabGone(tab: string): Promise<boolean> {
  const manager = locks();
  if (manager) {
    return manager.request(lockName(tab), { ifAvailable: true }, (lock) => Promise.resolve(lock !== null));
  }
  const channel = new BroadcastChannel(channelName);
  try {
    return await new Promise((resolve) => {
      channel.addEventListener('message', ({ data }: MessageEvent<TabNote>) => {
        if (data.lives === tab) resolve(false);
      });
      channel.postMessage({ asks: tab } satisfies TabNote);
      setTimeout(() => resolve(true), patience);
    });
  } finally {
    channel.close();
  }
}

interface TabNote {
  asks?: string;
  lives?: string;
}

function lockName(tab: string): string {
  return `hearth-tab-${tab}`;
}

function locks(): LockManager | undefined {
  return (navigator as { locks?: LockManager }).locks;
}
