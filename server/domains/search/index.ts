import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { SearchDeps } from './deps.ts';
import { findPeople } from './find-people.ts';
import * as input from './input.ts';
import { searchMessages } from './search-messages.ts';
import { createStore } from './store.ts';

/** Finding what was written, and people. Reads what other domains write, and writes nothing. */
export function createSearch(platform: Platform, domains: { directory: Directory; access: CommunityAccess }) {
  const { messagesPerSecond, messagesBurst } = platform.config.limits;
  const deps: SearchDeps = {
    ...platform,
    ...domains,
    store: createStore(platform.db),
    pace: new TokenBuckets(messagesPerSecond / 2, messagesBurst),
    lookups: new TokenBuckets(messagesPerSecond * 2, messagesBurst * 2),
  };
  return bindAll(deps, {
    findPeople: checked(input.findPeopleInput, findPeople),
    searchMessages: checked(input.searchInput, searchMessages),
  });
}
