import type { KeyboardEvent } from 'react';
import { useSyncExternalStore } from 'react';

const coarse = '(pointer: coarse)';

/**
 * Whether a key sends what is written. Ctrl or ⌘ with Enter always does; Enter alone where there is a mouse, as the
 * keyboard of a phone has no other way to make a line.
 */
export function isSendKey({ key, shiftKey, ctrlKey, metaKey, nativeEvent }: KeyboardEvent): boolean {
  // Enter that ends an input method's composition belongs to it.
  if (key !== 'Enter' || nativeEvent.isComposing) return false;
  return ctrlKey || metaKey || (!shiftKey && !matchMedia(coarse).matches);
}

/** What the Enter key of a keyboard on screen should say; what it does is {@link isSendKey}'s. */
export function useEnterHint(): 'enter' | 'send' {
  return useSyncExternalStore(
    subscribe,
    () => (matchMedia(coarse).matches ? 'enter' : 'send'),
    () => 'send',
  );
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(coarse);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
