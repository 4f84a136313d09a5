import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { FilterRule } from './contract.ts';
import * as input from './input.ts';
import { judge, type Judged } from './judge.ts';
import {
  createFilter,
  deleteFilter,
  listFilters,
  testFilters,
  updateFilter,
  type FilterDeps,
} from './manage-filters.ts';
import { createStore } from './store.ts';

/** What messages of a community are held to before they are posted. */
export function createFilters(platform: Platform, domains: { access: CommunityAccess; audit: Audit }) {
  const mentionPace = new TokenBuckets(1 / 60, 1);
  const deps: FilterDeps = { ...platform, ...domains, store: createStore(platform.db), mentionPace };
  return {
    ...bindAll(deps, {
      createFilter: checked(input.createFilterInput, createFilter),
      deleteFilter: checked(input.filterIdInput, deleteFilter),
      listFilters: checked(input.communityIdInput, listFilters),
      testFilters: checked(input.testFiltersInput, testFilters),
      updateFilter: checked(input.updateFilterInput, updateFilter),
    }),
    /** See `judge.ts`. */
    judge: (
      view: CommunityView,
      place: { accountId: string; channelId: string; isModerator: boolean },
      judged: Judged,
    ): FilterRule | undefined => judge(mentionPace, view, place, judged),
  };
}

export type Filters = ReturnType<typeof createFilters>;
