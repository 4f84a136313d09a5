import { type ReactNode, useRef } from 'react';
import { useDepartures } from './use-departures.ts';

/** A list whose items go by a button of their own: what went is read out, and the focus has where to go. */
export function DepartingList<Item>({
  items,
  keyOf,
  gone,
  none,
  children,
}: {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** What is read out when one went. */
  gone: () => string;
  /** In the place of an empty list. */
  none: ReactNode;
  /** An item as an `<li tabIndex={-1}>`. */
  children: (item: Item) => ReactNode;
}): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const said = useDepartures(
    list,
    items.map((item) => ({ key: keyOf(item) })),
    gone,
  );
  return (
    <div ref={list} tabIndex={-1} className="outline-none">
      <p role="status" className="sr-only">
        {said}
      </p>
      {items.length === 0 ? none : <ul className="grid gap-3">{items.map(children)}</ul>}
    </div>
  );
}
