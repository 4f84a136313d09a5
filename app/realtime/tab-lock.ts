/** Milliseconds after which a tab that cannot prove that it lives is taken for dead, where browsers have no locks. */
const silence = 60_000;

/**
 * Tells tabs of one browser that this one lives, for as long as it does: the browser itself releases the lock when
 * a tab is closed or killed.
 */
export function holdTabLock(tab: string): void {
  void locks()?.request(`hearth-tab-${tab}`, () => new Promise(() => undefined));
}

/**
 * Whether a tab is gone. Without locks (plain http has none) by the age of what it left (ISO time); guessing wrong is
 * harmless then, as the instance takes each message once.
 */
export async function isTabGone(tab: string, leftAt: string): Promise<boolean> {
  const manager = locks();
  if (!manager) return Date.now() - Date.parse(leftAt) > silence;
  return manager.request(`hearth-tab-${tab}`, { ifAvailable: true }, (lock) =>
    Promise.resolve(lock !== null),
  );
}

function locks(): LockManager | undefined {
  return (navigator as { locks?: LockManager }).locks;
}
