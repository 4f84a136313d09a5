import { useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const key = (communityId: string) => `collapsed:${communityId}`;

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(communityId: string): string {
  try {
    return localStorage.getItem(key(communityId)) ?? '';
  } catch {
    return '';
  }
}

/** Which categories of a community this device has folded. All are open on the server, and without JavaScript. */
export function useCollapsed(communityId: string) {
  const stored = useSyncExternalStore(
    subscribe,
    () => read(communityId),
    () => '',
  );
  return useMemo(() => {
    const ids = new Set(stored.split(' ').filter(Boolean));
    return {
      has: (categoryId: string) => ids.has(categoryId),
      toggle(categoryId: string) {
        if (!ids.delete(categoryId)) ids.add(categoryId);
        try {
          localStorage.setItem(key(communityId), [...ids].join(' '));
        } catch {
          return;
        }
        for (const listener of listeners) listener();
      },
    };
  }, [communityId, stored]);
}
