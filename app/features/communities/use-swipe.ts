import { type RefObject, useEffect, useEffectEvent } from 'react';

/**
 * Calls back on a horizontal swipe towards the end (+1) or the start (−1) of the line of reading. What listens is
 * fetched where there are fingers.
 */
export function useSwipe(ref: RefObject<HTMLElement | null>, onSwipe: (towards: 1 | -1) => void): void {
  const swipe = useEffectEvent(onSwipe);

  useEffect(() => {
    if (!window.matchMedia('(any-pointer: coarse)').matches) return;
    let gone = false;
    let stop: (() => void) | undefined;
    void import('./listen-for-swipes.ts').then(({ listenForSwipes }) => {
      if (!gone && ref.current) stop = listenForSwipes(ref.current, (towards) => swipe(towards));
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [ref]);
}
