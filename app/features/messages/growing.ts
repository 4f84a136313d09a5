import { type RefObject, useLayoutEffect } from 'react';

/** For a textarea that is as tall as its text, up to 40 % of the window, and scrolls beyond. */
export const growingClass =
  'block field-sizing-content max-h-[40vh] w-full min-w-0 resize-none overflow-y-auto';

/**
 * Does by script what `field-sizing` does where a browser lacks it. Sets the height through the CSSOM, which the
 * content security policy allows; a `style` attribute in markup it does not.
 */
export function useGrowing(area: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const { current } = area;
    if (!current || CSS.supports('field-sizing', 'content')) return;
    const grow = (): void => {
      current.style.height = 'auto';
      current.style.height = `${current.scrollHeight}px`;
    };
    grow();
    current.addEventListener('input', grow);
    return () => current.removeEventListener('input', grow);
  }, [area]);
}
