import { useCallback, useRef, useSyncExternalStore } from 'react';

/** A value outside of React that components can watch in part. */
export interface Store<T> {
  get(): T;
  /** The value that the page was rendered with on the instance: what hydration must see. */
  initial(): T;
  /** Replaces the value; nobody is told when it stays the same object. */
  update(change: (value: T) => T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    initial: () => initial,
    update(change) {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * A part of the store's value; the component renders again only when that part changes by `isEqual`.
 * `select` may make a new object each time if `isEqual` knows it again.
 */
export function useStore<T, Part>(
  store: Store<T>,
  select: (value: T) => Part,
  isEqual: (a: Part, b: Part) => boolean = Object.is,
): Part {
  const last = useRef<{ part: Part } | null>(null);
  const keep = (part: Part): Part => {
    if (last.current && isEqual(last.current.part, part)) return last.current.part;
    last.current = { part };
    return part;
  };
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(
    subscribe,
    () => keep(select(store.get())),
    () => keep(select(store.initial())),
  );
}

/** Equality of lists by their items. */
export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
