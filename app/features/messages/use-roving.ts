import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useStore } from '../../realtime/store.ts';
import { useConversation } from './conversation-context.ts';
import { isMessage, isPending, itemKey, type ListItem } from './list-items.ts';

interface Parts {
  scroller: RefObject<HTMLDivElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  items: readonly ListItem[];
}

interface Roving {
  /** The row that Tab reaches. */
  activeKey: string;
  /** Its index: it has to stay mounted, or the focus would be lost with it. */
  activeIndex: number;
  /** For the element around the rows. */
  events: {
    onKeyDown(event: KeyboardEvent): void;
    onFocus(event: FocusEvent): void;
    onBlur(): void;
  };
}

/** Frames to wait for a row that has to be scrolled into being. */
const patience = 20;

/**
 * One row of the list is in the tab order; arrows move between rows, letters act on the row. Also brings a wished-for
 * message into view, and keeps the focus in the list when the focused row goes.
 */
export function useRoving({ scroller, list, items }: Parts): Roving {
  const { ui, viewer, act, focusComposer, channel } = useConversation();
  const [chosen, setChosen] = useState<string | null>(null);
  const hint = useRef(0);

  const indexOf = (key: string | null): number => {
    const at = items[hint.current];
    if (key !== null && at && itemKey(at, viewer.id) === key) return hint.current;
    const found = key === null ? -1 : items.findLastIndex((item) => itemKey(item, viewer.id) === key);
    if (found >= 0) hint.current = found;
    return found;
  };
  const chosenIndex = indexOf(chosen);
  const activeIndex = chosenIndex >= 0 ? chosenIndex : items.findLastIndex(isMessage);
  const active = items[activeIndex];
  const activeKey = active ? itemKey(active, viewer.id) : '';

  const focusRow = useCallback(
    (index: number, align: 'nearest' | 'center'): void => {
      const item = items[index];
      if (!item || typeof item === 'string') return;
      const key = itemKey(item, viewer.id);
      setChosen(key);
      const tryFocus = (left: number): void => {
        const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
        // An editor that opened in the row has the focus already.
        if (row?.contains(document.activeElement)) return;
        // Not there yet, or not measured: what is hidden takes no focus.
        row?.focus({ preventScroll: true });
        if (left > 0 && (!row || document.activeElement !== row)) {
          requestAnimationFrame(() => tryFocus(left - 1));
        }
      };
      // A list that has just been mounted knows its height from the first frame on.
      requestAnimationFrame(() => {
        list.current?.scrollToIndex(index, { align });
        tryFocus(patience);
      });
    },
    [items, viewer.id, list, scroller],
  );

  const target = useStore(ui, (value) => value.target);
  useLayoutEffect(() => {
    if (!target) return;
    const index = items.findLastIndex((item) => isMessage(item) && item.id === target.id);
    if (index < 0) return;
    ui.update((value) => ({ ...value, target: null, lit: value.editing ? null : target.id }));
    focusRow(index, 'center');
  }, [target, items, ui, focusRow]);

  // When the focused row becomes another element (a message was sent) it is focused again, and when it is deleted its
  // neighbour takes over, so that the next key still has a place to act on.
  const focused = useRef<{ key: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const was = focused.current;
    if (!was) return;
    const index = indexOf(was.key);
    if (index >= 0) was.index = index;
    if (document.activeElement !== document.body) return;
    focused.current = null;
    focusRow(Math.min(was.index, items.length - 2), 'nearest');
  });

  const onFocus = (event: FocusEvent): void => {
    const key = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    focused.current = key === undefined ? null : { key, index: indexOf(key) };
    if (key !== undefined) setChosen(key);
  };
  const onBlur = (): void => {
    focused.current = null;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== row) {
      if (event.key === 'Escape') row.focus();
      return;
    }
    const index = indexOf(row.dataset['row'] ?? null);
    const item = items[index];
    if (index < 0 || !item || typeof item === 'string') return;
    const lastIndex = items.length - 2;
    const moves: Record<string, (() => void) | undefined> = {
      ArrowUp: () => focusRow(Math.max(1, index - 1), 'nearest'),
      ArrowDown: () => (index < lastIndex ? focusRow(index + 1, 'nearest') : focusComposer()),
      Home: () => focusRow(1, 'nearest'),
      End: () => focusRow(lastIndex, 'nearest'),
      Escape: focusComposer,
    };
    const acts: typeof moves = isPending(item)
      ? {}
      : {
          r: () => act('reply', item),
          e: () => act('edit', item),
          '+': () => act('pick', item, row),
          l: () => act('copyLink', item),
          ...(channel.permissions.includes('thread.create') && { t: () => act('openThread', item) }),
          Delete: () => act('remove', item),
        };
    const meant = moves[event.key] ?? acts[event.key];
    if (!meant) return;
    event.preventDefault();
    meant();
  };

  return { activeKey, activeIndex, events: { onKeyDown, onFocus, onBlur } };
}
