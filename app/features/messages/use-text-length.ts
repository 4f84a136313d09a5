import { type RefObject, useEffect, useState } from 'react';
import { messageLimits } from '#contract/messages';

/** What a composer shows of its text's length. */
export interface TextLength {
  /** Something is written. */
  some: boolean;
  over: boolean;
  /** Characters left, negative beyond the limit; null while there are plenty. */
  left: number | null;
}

/** Characters before the limit at which it is worth a word. */
const close = 300;

/** Follows the text without rendering at every key: only when what is shown changes. */
export function useTextLength(area: RefObject<HTMLTextAreaElement | null>): TextLength {
  const [length, setLength] = useState<TextLength>({ some: false, over: false, left: null });
  useEffect(() => {
    const { current } = area;
    if (!current) return;
    const look = (): void => {
      const text = current.value;
      // Normalising only ever matters near the limit.
      const left = messageLimits.bodyMax - (text.length < 2000 ? text.length : text.normalize('NFC').length);
      const next = { some: text.trim() !== '', over: left < 0, left: left <= close ? left : null };
      setLength((now) => (now.some === next.some && now.left === next.left ? now : next));
    };
    look();
    current.addEventListener('input', look);
    return () => current.removeEventListener('input', look);
  }, [area]);
  return length;
}
