import type { Directory } from '#server/domains/permissions/index.ts';
import type { PresenceService } from '#server/domains/presence/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { previewBio, setNote, updateProfile } from './change-profile.ts';
import type { ProfileDeps } from './deps.ts';
import * as input from './input.ts';
import { describe, getOwnProfile, getProfile } from './read-profile.ts';
import { createStore } from './store.ts';

/** What people say about themselves, and what others note about them for their own eyes. */
export function createProfiles(
  platform: Platform,
  domains: { directory: Directory; presence: PresenceService },
) {
  const store = createStore(platform.db);
  const deps: ProfileDeps = { ...platform, ...domains, store, saves: new TokenBuckets(1, 20) };
  return {
    ...bindAll(deps, {
      describe,
      getOwnProfile,
      getProfile: checked(input.accountInput, getProfile),
      previewBio: checked(input.previewBioInput, previewBio),
      setNote: checked(input.setNoteInput, setNote),
      updateProfile: checked(input.updateProfileInput, updateProfile),
    }),
    /** Forgets a deleted account within the transaction that deletes it. */
    forget: (tx: Tx, accountId: string): Promise<void> => store.forget(tx, accountId),
  };
}

export type Profiles = ReturnType<typeof createProfiles>;
