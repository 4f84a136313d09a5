import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Names } from '#server/domains/members/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/platform.ts';
import { setOverride, setPrivacy, setSynced } from './change-place.ts';
import type { PlaceKind } from './contract.ts';
import type { OverrideDeps } from './deps.ts';
import * as input from './input.ts';
import { findHolders, getPlaceRules } from './read-place.ts';
import { closed, letIn, rulesOf } from './rules.ts';
import { createStore } from './store.ts';

/**
 * Closes a place that was just made to everybody but its maker, and whoever has everything. What its category says
 * otherwise holds on.
 */
async function closeNewPlace(
  deps: OverrideDeps,
  tx: Tx,
  community: CommunityView,
  place: { kind: PlaceKind; id: string; categoryId: string | null },
  makerId: string,
): Promise<void> {
  const rules = place.categoryId ? rulesOf(community, place.categoryId) : new Map();
  const after = letIn(
    community,
    closed(community, rules, () => false),
    makerId,
  );
  await deps.store.replaceRules(tx, place.kind, place.id, [...after.values()]);
  if (place.kind === 'channel') await deps.store.setSynced(tx, place.id, false);
}

/** What channels and categories say differently from the roles: the only writer of it. */
export function createOverrides(
  platform: Platform,
  domains: { access: CommunityAccess; audit: Audit; names: Names },
) {
  const deps: OverrideDeps = { ...platform, ...domains, store: createStore() };
  return bindAll(deps, {
    closeNewPlace,
    /** Says of a new role what is said of another, everywhere. */
    copyForRole: ({ store }: OverrideDeps, tx: Tx, fromId: string, toId: string) =>
      store.copyForRole(tx, fromId, toId),
    findHolders: checked(input.findHoldersInput, findHolders),
    getPlaceRules: checked(input.placeInput, getPlaceRules),
    /** Channels that leave their category keep what it said of them. */
    releaseChannels: ({ store }: OverrideDeps, tx: Tx, ids: readonly string[]) =>
      store.releaseChannels(tx, ids),
    setOverride: checked(input.setOverrideInput, setOverride),
    setPrivacy: checked(input.setPrivacyInput, setPrivacy),
    setSynced: checked(input.setSyncedInput, setSynced),
  });
}

export type Overrides = ReturnType<typeof createOverrides>;
