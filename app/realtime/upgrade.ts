/** Milliseconds without a key or a pointer after which nobody is taken to be using the page. */
const idleAfter = 120_000;
const lookEvery = 10_000;

/** Fields that somebody changed, while they are on the page. */
const changed = new Set<Element>();

function noteChange({ target }: Event): void {
  // A composer's text is kept as a draft.
  if (target instanceof Element && !target.matches('[data-composer]')) changed.add(target);
}

/** Begins to note which forms are changed by hand. May be called again. */
export function watchForms(): void {
  for (const name of ['input', 'change']) document.addEventListener(name, noteChange, true);
}

/**
 * Whether loading the page anew would lose something: a field that was changed and is still there (saved or not: nobody
 * can tell), or what marks itself with `data-unsaved`.
 */
export function isUnsaved(): boolean {
  for (const field of changed) if (!field.isConnected) changed.delete(field);
  return changed.size > 0 || document.querySelector('[data-unsaved]') !== null;
}

let waiting = false;

/**
 * Loads the page anew at a moment when that disturbs nobody: hidden or untouched, with nothing half written outside of
 * a composer (whose drafts are kept), and with nothing that `blocked` says. Asked again while it waits, it goes on waiting.
 */
export function reloadWhenIdle(blocked: () => boolean): void {
  if (waiting) return;
  waiting = true;
  let touched = Date.now();
  const touch = (): void => {
    touched = Date.now();
  };
  for (const name of ['keydown', 'pointerdown', 'wheel'] as const) {
    window.addEventListener(name, touch, { passive: true });
  }
  const look = (): void => {
    const idle = document.hidden || Date.now() - touched > idleAfter;
    if (idle && !blocked() && !isUnsaved()) window.location.reload();
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
