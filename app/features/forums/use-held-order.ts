import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { PostDto, PostOrder } from '#contract/forums';

/** Pixels from the top within which the list may move: there one sees that it does. */
const nearTop = 40;

/**
 * The posts in their order, which is held while somebody reads further down: what moves up would push away what they
 * read. `moved` says that the order is another by now.
 */
export function useHeldOrder(
  posts: readonly PostDto[],
  order: PostOrder,
  scroller: RefObject<HTMLElement | null>,
): { posts: readonly PostDto[]; moved: boolean; isHeld: boolean } {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const sorted = posts.toSorted(
    (a, b) =>
      Number(b.thread.isPinned) - Number(a.thread.isPinned) ||
      (order === 'active'
        ? compare(b.thread.activeAt, a.thread.activeAt)
        : compare(b.thread.id, a.thread.id)),
  );
  const ids = sorted.map(({ thread }) => thread.id);

  const onScroll = useEffectEvent(() => {
    const element = scroller.current;
    // Out of sight, as on a phone behind a post, it says nothing.
    if (!element || element.offsetParent === null) return;
    if (element.scrollTop <= nearTop) setHeld(null);
    else setHeld((old) => old ?? ids);
  });
  useEffect(() => {
    const element = scroller.current;
    const listener = () => onScroll();
    element?.addEventListener('scroll', listener, { passive: true });
    return () => element?.removeEventListener('scroll', listener);
  }, [scroller]);

  if (!held) return { posts: sorted, moved: false, isHeld: false };
  const place = new Map(held.map((id, index) => [id, index]));
  const placeOf = ({ thread }: PostDto) => place.get(thread.id) ?? Infinity;
  const still = sorted.toSorted((a, b) => {
    const [left, right] = [placeOf(a), placeOf(b)];
    return left === right ? 0 : left - right;
  });
  // Only what stands at the top by now is worth telling of.
  return { posts: still, moved: still[0] !== sorted[0] || still[1] !== sorted[1], isHeld: true };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
