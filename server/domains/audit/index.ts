import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/platform.ts';
import {
  changeCommunity,
  record,
  type AuditDeps,
  type ChangeOptions,
  type AuditNote,
  type CommunityChange,
} from './change-community.ts';
import { listEntriesInput, listInstanceEntriesInput } from './input.ts';
import { listEntries, listInstanceEntries, listOfMember } from './list-entries.ts';
import { createStore } from './store.ts';

export { reasonInput } from './input.ts';
export type { AuditNote, CommunityChange } from './change-community.ts';

const dayMs = 24 * 60 * 60_000;

/** Removes entries older than `keptDays`, of which the database lets none go before 30; how many. */
const purgeEntries = (deps: AuditDeps, keptDays: number): Promise<number> =>
  deps.store.purge(new Date(deps.clock.now().getTime() - keptDays * dayMs));

/** The log of administrative acts, and the one way to change a community. */
export function createAudit(platform: Platform, domains: { directory: Directory; access: CommunityAccess }) {
  const deps = { ...platform, ...domains, store: createStore(platform.db) };
  return {
    changeCommunity: <T>(
      ctx: Ctx,
      communityId: string,
      change: (change: CommunityChange) => Promise<T>,
      options?: ChangeOptions,
    ): Promise<T> => changeCommunity(deps, ctx, communityId, change, options),
    record: (tx: Tx, ctx: Ctx, communityId: string | null, notes: readonly AuditNote[]): Promise<void> =>
      record(deps, tx, ctx, communityId, notes),
    /** When somebody's timeout ends that was given before they left, and not taken back; null when none is under way. */
    timeoutOf: async (tx: Tx, communityId: string, accountId: string): Promise<Date | null> => {
      const until = await deps.store.findTimeout(tx, communityId, accountId);
      return until && until > deps.clock.now() ? until : null;
    },
    ...bindAll(deps, {
      listEntries: checked(listEntriesInput, listEntries),
      listInstanceEntries: checked(listInstanceEntriesInput, listInstanceEntries),
      listOfMember,
      purgeEntries,
    }),
  };
}

export type Audit = ReturnType<typeof createAudit>;
