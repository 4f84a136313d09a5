import type { Accounts } from '#server/domains/accounts/index.ts';
import type { Communities } from '#server/domains/communities/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { RateLimit } from '#server/platform/rate-limit.ts';
import { claim } from './claim.ts';
import { createFirstCommunity } from './create-first-community.ts';
import { createOwner } from './create-owner.ts';
import type { SetupDeps } from './deps.ts';
import { getStep } from './get-step.ts';
import { claimInput, createFirstCommunityInput, createOwnerInput } from './input.ts';
import { prepareSetup } from './prepare-setup.ts';
import { createStore } from './store.ts';

export function createSetup(
  platform: Platform,
  domains: { accounts: Accounts; communities: Communities; invites: Invites },
) {
  const deps: SetupDeps = {
    ...platform,
    ...domains,
    store: createStore(platform.db),
    guesses: new RateLimit(platform, 'setup', 10, 15 * 60),
    memory: { done: false },
  };
  return bindAll(deps, {
    claim: checked(claimInput, claim),
    createFirstCommunity: checked(createFirstCommunityInput, createFirstCommunity),
    createOwner: checked(createOwnerInput, createOwner),
    getStep,
    prepareSetup,
  });
}
