/** Milliseconds without a key or a pointer after which nobody is taken to be using the page. */
const idleAfter = 120_000;
const lookEvery = 10_000;

/**
 * Loads the page anew, once, at a moment when that disturbs nobody: hidden or untouched, with nothing half written
 * outside of a composer (whose drafts are kept), and with nothing that `blocked` says.
 */
export function reloadWhenIdle(blocked: () => boolean): void {
  let touched = Date.now();
  const touch = (): void => {
    touched = Date.now();
  };
  for (const name of ['keydown', 'pointerdown', 'wheel'] as const) {
    window.addEventListener(name, touch, { passive: true });
  }
  const look = (): void => {
    const idle = document.hidden || Date.now() - touched > idleAfter;
    if (idle && !blocked() && !document.querySelector('[data-unsaved]')) window.location.reload();
  };
  document.addEventListener('visibilitychange', look);
  setInterval(look, lookEvery);
}

/** Loads the page anew at once, but not in a loop: at most once a minute. */
export function reloadOnce(): void {
  const key = 'hearth-reloaded';
  const last = Number(sessionStorage.getItem(key) ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  window.location.reload();
}
