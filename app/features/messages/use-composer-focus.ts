import { type RefObject, useEffect } from 'react';
import { useConversation } from './conversation-context.ts';

/**
 * Puts the cursor into the composer when a channel opens, and when somebody just starts to type. Not on a phone, where
 * that would raise the keyboard over what they came to read.
 */
export function useComposerFocus(area: RefObject<HTMLTextAreaElement | null>): void {
  const { ui } = useConversation();

  useEffect(() => {
    if (!matchMedia('(pointer: fine)').matches || ui.get().target || ui.get().lit) return;
    const { activeElement } = document;
    const free = !activeElement || activeElement === document.body || activeElement.matches('a');
    if (free) area.current?.focus({ preventScroll: true });
  }, [area, ui]);

  useEffect(() => {
    const type = (event: KeyboardEvent): void => {
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key.length !== 1 || event.key === ' ' || modified || event.defaultPrevented) return;
      if (document.activeElement === document.body) area.current?.focus();
    };
    document.addEventListener('keydown', type);
    return () => document.removeEventListener('keydown', type);
  }, [area]);
}
