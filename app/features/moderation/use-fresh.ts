import { useEffect, useRef } from 'react';
import { useRevalidator } from 'react-router';

/** Loads the page's data anew when something it depends on changed elsewhere: `value` is what tells so. */
export function useFresh(value: unknown): void {
  const { revalidate } = useRevalidator();
  const last = useRef(value);
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    void revalidate();
  }, [value, revalidate]);
}
