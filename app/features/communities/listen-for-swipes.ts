/** A swipe is at least this long, in pixels, and at least twice as long as it is high. */
const reach = 56;

/** Listens for one-fingered swipes on `element`; returns what ends it. */
export function listenForSwipes(element: HTMLElement, onSwipe: (towards: 1 | -1) => void): () => void {
  let start: Touch | undefined;

  const onStart = (event: TouchEvent) => {
    start = event.touches.length === 1 && !scrollsSideways(event.target) ? event.touches[0] : undefined;
  };
  const onEnd = (event: TouchEvent) => {
    const end = event.changedTouches[0];
    if (!start || !end) return;
    const across = end.clientX - start.clientX;
    const along = Math.abs(end.clientY - start.clientY);
    start = undefined;
    if (Math.abs(across) < reach || Math.abs(across) < along * 2) return;
    const leftToRight = getComputedStyle(element).direction === 'ltr';
    onSwipe(across > 0 === leftToRight ? 1 : -1);
  };

  element.addEventListener('touchstart', onStart, { passive: true });
  element.addEventListener('touchend', onEnd, { passive: true });
  return () => {
    element.removeEventListener('touchstart', onStart);
    element.removeEventListener('touchend', onEnd);
  };
}

/** A swipe over a code block or a text field belongs to it. */
function scrollsSideways(target: EventTarget | null): boolean {
  for (let node = target instanceof Element ? target : null; node; node = node.parentElement) {
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) return true;
    if (node.scrollWidth > node.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(node).overflowX))
      return true;
  }
  return false;
}
