import { useEffect, useSyncExternalStore } from 'react';
import type { CommunityDto } from '#contract/communities';

const key = (communityId: string) => `last-channel:${communityId}`;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Runs `work` where storage may be switched off by the visitor. */
function tryStorage<T>(work: (storage: Storage) => T): T | null {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
}

/** Remembers the channel that is open, so that its community opens there next time. */
export function useRememberChannel(communityId: string, channelId: string | undefined): void {
  useEffect(() => {
    if (!channelId) return;
    tryStorage((storage) => storage.setItem(key(communityId), channelId));
    for (const listener of listeners) listener();
    // Kept once more on the way out: of several tabs, the one that was left last says where to come back to.
    const keep = () => keepLastPlace(communityId, channelId);
    keep();
    return keep;
  }, [communityId, channelId]);
}

function keepLastPlace(communityId: string, channelId: string): void {
  document.cookie = `last-place=${communityId}/${channelId}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** Of a `Cookie` header: where this browser was last in a conversation. Whether it may be seen (still) is not known. */
export function readLastPlace(header: string | null): { communityId: string; channelId: string } | null {
  const [, communityId, channelId] =
    /(?:^|;\s*)last-place=([0-9a-f-]{36})\/([0-9a-f-]{36})(?:;|$)/.exec(header ?? '') ?? [];
  return communityId && channelId ? { communityId, channelId } : null;
}

/** The channel that was open last, if it is still there to be seen; null on the server. */
export function useLastChannel(community: CommunityDto): string | null {
  const last = useSyncExternalStore(
    subscribe,
    () => tryStorage((storage) => storage.getItem(key(community.id))),
    () => null,
  );
  return community.channels.some(({ id }) => id === last) ? last : null;
}
