/** Room kept between a menu, its button and the window's edges, in pixels. */
const gap = 6;

/** Puts an open tip above what it is about, or below it where there is no room, beginning where that begins. */
export function placeTip(tip: HTMLElement, about: HTMLElement): void {
  const at = about.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const start = getComputedStyle(tip).direction === 'ltr' ? at.left : at.right - width;
  const left = Math.max(gap, Math.min(start, window.innerWidth - width - gap));
  const top = at.top - gap - height < gap ? at.bottom + gap : at.top - gap - height;
  tip.style.inset = `${top}px auto auto ${left}px`;
}

/**
 * Puts an open menu beside its button: below where it fits, else above, inside the window either way. Narrow windows
 * are left to the stylesheet. Sets styles on the element, which a content security policy allows to scripts.
 */
export function placeMenu(menu: HTMLElement, button: HTMLElement, align: 'start' | 'end'): void {
  menu.style.removeProperty('inset');
  if (window.innerWidth < 720) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const leftToRight = getComputedStyle(menu).direction === 'ltr';
  const left = (align === 'start') === leftToRight ? at.left : at.right - width;
  const below = at.bottom + gap;
  const top = below + height > window.innerHeight - gap ? at.top - gap - height : below;
  const inside = (value: number, size: number, room: number) =>
    Math.max(gap, Math.min(value, room - size - gap));
  menu.style.inset = `${inside(top, height, window.innerHeight)}px auto auto ${inside(left, width, window.innerWidth)}px`;
}
