import { useEffect, useMemo, useRef } from 'react';
import { useFetchers, useNavigation, useRevalidator } from 'react-router';
import { useCommunity } from '../../realtime/hooks.ts';

/**
 * Reads the page's data again when the community changes: by whoever, in whichever window. Not while something is being
 * sent, whose answer may lead elsewhere: a reading that begins meanwhile would take precedence over that.
 */
export function useFollow(communityId: string): void {
  const community = useCommunity(communityId);
  const { state, revalidate } = useRevalidator();
  const navigation = useNavigation();
  const isBusy =
    useFetchers().some((fetcher) => fetcher.state !== 'idle') ||
    state !== 'idle' ||
    navigation.state !== 'idle';
  // By what it says: reading again gives the same community as another object.
  const now = useMemo(() => JSON.stringify(community), [community]);
  const seen = useRef(now);
  useEffect(() => {
    if (isBusy || seen.current === now) return;
    seen.current = now;
    void revalidate();
  }, [isBusy, now, revalidate]);
}
