import { useEffect, useEffectEvent, useRef } from 'react';
import { useRevalidator } from 'react-router';
import { useCommunity } from '../../realtime/hooks.ts';

/** Reads the page's data again when the community changes: by whoever, in whichever window. */
export function useFollow(communityId: string): void {
  const community = useCommunity(communityId);
  const { state, revalidate } = useRevalidator();
  const seen = useRef(community);
  const read = useEffectEvent(() => {
    if (state === 'idle') void revalidate();
  });
  useEffect(() => {
    if (!community || seen.current === community) return;
    seen.current = community;
    read();
  }, [community]);
}
