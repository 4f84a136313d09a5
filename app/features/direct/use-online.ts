import { useEffect } from 'react';
import { presenceLimits } from '#contract/presence';
import { useClientState } from '../../realtime/hooks.ts';
import { sameItems } from '../../realtime/store.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';

/**
 * Who of these people is not offline, as news of them come; until there are any, by what was `loaded` with the page. Of
 * more than can be followed at once (`watchedMax`) the last ones are as they were loaded.
 */
export function useOnline(accountIds: readonly string[], loaded: readonly string[]): readonly string[] {
  const realtime = useRealtime();
  const followed = accountIds.slice(0, presenceLimits.watchedMax).join();
  useEffect(() => {
    if (!followed) return;
    const hide = followed.split(',').map((id) => realtime.showPerson(id));
    return () => hide.forEach((each) => each());
  }, [realtime, followed]);
  return useClientState(
    ({ presence }) =>
      accountIds.filter((id) => {
        const known = presence[id];
        return known ? known.state !== 'offline' : loaded.includes(id);
      }),
    sameItems,
  );
}
