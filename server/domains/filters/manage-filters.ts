import type { Audit } from '#server/domains/audit/index.ts';
import type { AuditValues } from '#contract/audit';
import { grantCommunity, type CommunityAccess } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { parseMarkdown } from '#server/domains/messages/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import { filterLimits, type FilterDto, type FilterTestDto } from './contract.ts';
import { cleanPatterns, type CreateFilterInput, type FilterFields, type UpdateFilterInput } from './input.ts';
import { filtersOf, matchesOf } from './judge.ts';
import type { Store } from './store.ts';

export interface FilterDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  audit: Audit;
  /** Mentions of one account under one rule: a minute's worth at once, and as many in each minute after. */
  mentionPace: TokenBuckets;
}

/** All rules of a community, also those that are off. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function listFilters(
  deps: FilterDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<FilterDto[]> {
  await deps.access.accessCommunity(ctx, communityId, 'filter.manage');
  return deps.store.list(communityId);
}

/** @throws {AppError} NOT_FOUND, FORBIDDEN, INVALID, CONFLICT limit.reached */
export async function createFilter(
  deps: FilterDeps,
  ctx: Ctx,
  { communityId, kind, ...fields }: CreateFilterInput,
): Promise<{ filterId: string }> {
  await deps.access.accessCommunity(ctx, communityId, 'filter.manage');
  const filterId = newId();
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantCommunity(ctx, community, 'filter.manage');
    const others = await deps.store.list(communityId, tx);
    if (others.length >= filterLimits.perCommunity) throw limitReached();
    const filter: FilterDto = { id: filterId, kind, ...checkedFields(community, kind, fields, others) };
    await deps.store.insert(tx, communityId, filter);
    note({
      action: 'filter.create',
      target: { kind: 'filter', id: filterId, name: filter.name },
      after: told(filter),
    });
  });
  return { filterId };
}

/** Changes a rule as a whole; its kind stays. @throws {AppError} NOT_FOUND, FORBIDDEN, INVALID, CONFLICT limit.reached */
export async function updateFilter(
  deps: FilterDeps,
  ctx: Ctx,
  { communityId, filterId, ...fields }: UpdateFilterInput,
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, 'filter.manage');
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantCommunity(ctx, community, 'filter.manage');
    const all = await deps.store.list(communityId, tx);
    const before = all.find(({ id }) => id === filterId);
    if (!before) throw notFound();
    const others = all.filter((filter) => filter !== before);
    const after: FilterDto = { ...before, ...checkedFields(community, before.kind, fields, others) };
    await deps.store.update(tx, after);
    note({
      action: 'filter.update',
      target: { kind: 'filter', id: filterId, name: before.name },
      before: told(before),
      after: told(after),
    });
  });
}

/** @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function deleteFilter(
  deps: FilterDeps,
  ctx: Ctx,
  { communityId, filterId }: { communityId: string; filterId: string },
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, 'filter.manage');
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantCommunity(ctx, community, 'filter.manage');
    const filter = (await deps.store.list(communityId, tx)).find(({ id }) => id === filterId);
    if (!filter) throw notFound();
    await deps.store.delete(tx, filterId);
    note({
      action: 'filter.delete',
      target: { kind: 'filter', id: filterId, name: filter.name },
      before: told(filter),
    });
  });
}

/**
 * What a text would meet as a message of somebody without exemptions. Posts and counts nothing.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function testFilters(
  deps: FilterDeps,
  ctx: Ctx,
  { communityId, body }: { communityId: string; body: string },
): Promise<FilterTestDto> {
  const { community } = await deps.access.accessCommunity(ctx, communityId, 'filter.manage');
  const matches = matchesOf(filtersOf(community), { body, tree: parseMarkdown(body) }, () => true);
  return {
    matches: matches.map(({ id, name, action }) => ({ filterId: id, name, action })),
    action: matches[0]?.action ?? null,
  };
}

const limitReached = () =>
  new AppError('CONFLICT', 'This community has as many as it can hold.', { reason: 'limit.reached' });

/** The fields as they are kept. Roles and channels of other communities name nothing here. */
function checkedFields(
  community: CommunityView,
  kind: FilterDto['kind'],
  fields: FilterFields,
  others: readonly FilterDto[],
): Omit<FilterDto, 'id' | 'kind'> {
  const patterns = cleanPatterns(kind, fields);
  if (!patterns) throw invalid({ patterns: fields.patterns.length === 0 ? 'required' : 'invalid' });
  const inAll = others.reduce((sum, filter) => sum + filter.patterns.length, patterns.length);
  if (inAll > filterLimits.patternsInAll) throw limitReached();
  const roleIds = new Set(community.roles.map(({ id }) => id));
  if (!fields.exemptRoleIds.every((id) => roleIds.has(id))) throw notFound();
  if (!fields.exemptChannelIds.every((id) => community.channels.has(id))) throw notFound();
  return { ...fields, patterns };
}

/** What the log keeps of a rule: its words are many, and not for everybody who reads the log. */
const told = (filter: FilterDto): AuditValues => ({
  name: filter.name,
  kind: filter.kind,
  action: filter.action,
  mode: filter.mode,
  patterns: filter.patterns.length,
  enabled: filter.enabled,
});
