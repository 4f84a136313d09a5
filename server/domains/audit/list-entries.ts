import { concealFrom } from './conceal.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import { auditLimits, type AuditAction, type AuditEntryDto, type AuditPage } from './contract.ts';
import type { AuditFilter, AuditRow, Store } from './store.ts';

interface ListDeps {
  store: Store;
  access: CommunityAccess;
}
type Filter = Omit<AuditFilter, 'communityId'>;

/**
 * What was done in a community, the newest first. Channels that the reader does not see have no name in it.
 * @throws {AppError} NOT_FOUND, FORBIDDEN without `audit.view`
 */
export async function listEntries(
  deps: ListDeps,
  ctx: Ctx,
  { communityId, ...filter }: Filter & { communityId: string },
): Promise<AuditPage> {
  const { account, community } = await deps.access.accessCommunity(ctx, communityId, 'audit.view');
  const page = await pageOf(deps.store, { communityId, ...filter });
  return { ...page, entries: page.entries.map(concealFrom(community, account.id)) };
}

/** What was done to the instance. @throws {AppError} NOT_FOUND for all but its administrators */
export async function listInstanceEntries(deps: ListDeps, ctx: Ctx, filter: Filter): Promise<AuditPage> {
  requireAdmin(ctx);
  return pageOf(deps.store, { communityId: null, ...filter });
}

/** The latest that was done to one member of a community. The caller has judged who may know. */
export const listOfMember = async (
  deps: Pick<ListDeps, 'store'>,
  communityId: string,
  accountId: string,
): Promise<AuditEntryDto[]> =>
  (await deps.store.listOfMember(communityId, accountId, auditLimits.pageSize)).map(present);

async function pageOf(store: Store, filter: AuditFilter): Promise<AuditPage> {
  const [rows, actors] = await Promise.all([
    store.list(filter, auditLimits.pageSize + 1),
    store.listActors(filter.communityId),
  ]);
  const page = rows.slice(0, auditLimits.pageSize);
  return {
    actors,
    entries: page.map(present),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

const present = (row: AuditRow): AuditEntryDto => ({
  id: row.id,
  actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName },
  action: row.action as AuditAction,
  target:
    row.targetKind === null
      ? null
      : {
          kind: row.targetKind as NonNullable<AuditEntryDto['target']>['kind'],
          id: row.targetId,
          name: row.targetName,
        },
  before: row.before as AuditEntryDto['before'],
  after: row.after as AuditEntryDto['after'],
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
});
