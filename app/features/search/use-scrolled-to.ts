import { type RefObject, useEffect, useRef } from 'react';

/** A list that keeps its marked option in view. */
export function useScrolledTo(index: number): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    scroller.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return scroller;
}
