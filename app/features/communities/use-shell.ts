import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { beside, keepFolded } from './panels.ts';
import type { Drawer, Panel, Shell } from './shell-controls.tsx';

/** Which panels are folded or slid over; Escape, a step to another page and a swipe close what lies over the page. */
export function useShell(
  firstFolded: readonly Panel[],
): Shell & { ref: RefObject<HTMLDivElement | null>; close(): void } {
  const ref = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const [drawer, setDrawer] = useState<Drawer>();
  const [folded, setFolded] = useState<ReadonlySet<Panel>>(() => new Set(firstFolded));
  const { key } = useLocation();

  useEffect(() => setDrawer('none'), [key]);

  const openDrawer = useCallback((next: Drawer) => {
    opener.current = document.activeElement;
    setDrawer(next);
  }, []);

  const close = useCallback(() => setDrawer('none'), []);

  const toggle = useCallback(
    (panel: Panel) => {
      if (!window.matchMedia(beside[panel]).matches) {
        const wanted = panel === 'sidebar' ? 'channels' : 'members';
        if (ref.current?.dataset['drawer'] === wanted) close();
        else openDrawer(wanted);
        return;
      }
      setFolded((now) => {
        const next = new Set(now);
        if (!next.delete(panel)) next.add(panel);
        keepFolded(next);
        return next;
      });
    },
    [close, openDrawer],
  );

  // Once it is out of the way: before, the page behind takes no focus. After a step to another page its opener is gone.
  useEffect(() => {
    const from = opener.current;
    if (drawer !== 'none' || !from) return;
    opener.current = null;
    const at = document.activeElement;
    if (at !== document.body && !at?.closest('#channels, #members')) return;
    const target = from.isConnected ? from : ref.current?.querySelector('main');
    if (target instanceof HTMLElement) target.focus();
  }, [drawer]);

  // What slid in takes the focus, so that the keyboard and a screen reader are where the eyes are.
  useEffect(() => {
    if (drawer !== 'channels' && drawer !== 'members') return;
    const panel = ref.current?.querySelector(drawer === 'channels' ? '#channels' : '#members');
    const target =
      panel?.querySelector<HTMLElement>('[aria-current="page"]') ??
      panel?.querySelector<HTMLElement>('a[href], button');
    (target ?? (panel instanceof HTMLElement ? panel : null))?.focus();
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [drawer, close]);

  return useMemo(
    () => ({ ref, drawer, folded, openDrawer, toggle, close }),
    [drawer, folded, openDrawer, toggle, close],
  );
}
