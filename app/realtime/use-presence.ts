import { useEffect } from 'react';
import type { OwnPresenceDto, PresenceDto } from '#contract/presence';
import { useClientState } from './hooks.ts';
import { useRealtime } from './use-realtime.ts';

/** How somebody on screen is; undefined while that is not known. Of oneself: as others would see one who is there. */
export function usePresence(accountId: string): PresenceDto | undefined {
  const realtime = useRealtime();
  useEffect(() => realtime.showPerson(accountId), [realtime, accountId]);
  return useClientState(
    (state) =>
      state.viewer.id === accountId ? ownPresence(accountId, state.own) : state.presence[accountId],
    samePresence,
  );
}

const ownPresence = (accountId: string, { chosen, status }: OwnPresenceDto): PresenceDto => ({
  accountId,
  state: chosen === 'invisible' ? 'offline' : chosen,
  ...(status && { status }),
});

const samePresence = (a: PresenceDto | undefined, b: PresenceDto | undefined): boolean =>
  a?.state === b?.state && a?.status?.emoji === b?.status?.emoji && a?.status?.text === b?.status?.text;
