import type { Panel } from './shell-controls.tsx';

const known: readonly Panel[] = ['sidebar', 'members'];

/** Panels that are folded away, from a `Cookie` header: the page arrives as the visitor left it. */
export function readFolded(header: string | null): Panel[] {
  const text = /(?:^|;\s*)folded=([a-z.]*)/.exec(header ?? '')?.[1] ?? '';
  return known.filter((panel) => text.split('.').includes(panel));
}

/** In the browser: keeps which panels are folded, for a year. */
export function keepFolded(folded: ReadonlySet<Panel>): void {
  document.cookie = `folded=${[...folded].join('.')}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** Where a panel stands beside the conversation; in a narrower window it slides over it. As in theme.css. */
export const beside: Record<Panel, string> = {
  sidebar: '(width >= 720px)',
  members: '(width >= 1100px)',
};

/** How wide a panel may be pulled, and how wide it is at first, in pixels. */
export const widths: Record<Panel, { min: number; max: number; first: number; property: string }> = {
  sidebar: { min: 200, max: 420, first: 252, property: '--side-width' },
  members: { min: 190, max: 400, first: 244, property: '--members-width' },
};

export function clampWidth(panel: Panel, width: number): number {
  const { min, max } = widths[panel];
  return Math.round(Math.min(max, Math.max(min, width)));
}

/** In the browser: the width that the visitor gave a panel on this device. */
export function readWidth(panel: Panel): number {
  try {
    const stored = Number(localStorage.getItem(`width:${panel}`) ?? Number.NaN);
    return Number.isFinite(stored) ? clampWidth(panel, stored) : widths[panel].first;
  } catch {
    return widths[panel].first;
  }
}

/** In the browser: sets a panel's width, as a property that the stylesheet reads. */
export function applyWidth(panel: Panel, width: number): void {
  document.documentElement.style.setProperty(widths[panel].property, `${width}px`);
}

export function keepWidth(panel: Panel, width: number): void {
  try {
    localStorage.setItem(`width:${panel}`, String(width));
  } catch {
    // Storage is switched off: the width holds until the page is left.
  }
}
