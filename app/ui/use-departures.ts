import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

/**
 * For a list whose items are ended by a button of their own, which goes with them. The focus goes to the item in their
 * place, else to `list` (both need a `tabIndex`). Returns what to read out; `tell` says it of the items that went.
 */
export function useDepartures<Item extends { key: string }>(
  list: RefObject<HTMLElement | null>,
  items: readonly Item[],
  tell: (gone: readonly Item[]) => string,
): string {
  const before = useRef(items);
  const [said, setSaid] = useState('');

  const look = useEffectEvent(() => {
    const was = before.current;
    before.current = items;
    const gone = was.filter(({ key }) => !items.some((item) => item.key === key));
    const [first] = gone;
    if (!first) return;
    setSaid(tell(gone));
    if (document.activeElement !== document.body) return;
    const rows = list.current?.querySelectorAll('li');
    const next = rows?.[Math.min(was.indexOf(first), rows.length - 1)] ?? list.current;
    next?.focus();
  });

  const keys = items.map(({ key }) => key).join();
  useLayoutEffect(() => look(), [keys]);

  return said;
}
