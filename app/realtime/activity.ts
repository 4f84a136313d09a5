import { presenceLimits } from '#contract/presence';

/** Signs of somebody at the device. A tab that is out of sight gets none of them. */
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;

/**
 * Tells `onChange` when nobody has given a sign at this tab for five minutes, and when somebody does again. Costs a
 * note of the time for each sign, and a timer.
 */
export function watchActivity(onChange: (idle: boolean) => void): { stop: () => void } {
  let lastSign = Date.now();
  let idle = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    const rest = lastSign + presenceLimits.idleAfter - Date.now();
    if (rest > 0) {
      timer = setTimeout(look, rest);
      return;
    }
    idle = true;
    onChange(true);
  };
  const note = (): void => {
    lastSign = Date.now();
    if (!idle) return;
    idle = false;
    onChange(false);
    look();
  };
  const visibility = (): void => {
    if (!document.hidden) note();
  };

  for (const sign of signs) window.addEventListener(sign, note, { passive: true, capture: true });
  document.addEventListener('visibilitychange', visibility);
  look();
  return {
    stop: () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, note, { capture: true });
      document.removeEventListener('visibilitychange', visibility);
    },
  };
}
