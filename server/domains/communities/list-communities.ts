import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { CommunityColour, CommunityEntryDto, CommunityEntryPage } from './contract.ts';
import type { CommunityDeps } from './deps.ts';
import type { ListCommunitiesInput } from './input.ts';
import type { EntryRow } from './store.ts';

const pageSize = 50;

/** Every community of the instance, the newest first. @throws {AppError} NOT_FOUND for all but administrators of the instance */
export async function listCommunities(
  deps: CommunityDeps,
  ctx: Ctx,
  { filter, search, before }: ListCommunitiesInput,
): Promise<CommunityEntryPage> {
  requireAdmin(ctx);
  const rows = await deps.store.listEntries(filter, search, before ?? null, pageSize + 1);
  const page = rows.slice(0, pageSize);
  return {
    communities: page.map(present),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** @throws {AppError} NOT_FOUND for all but administrators of the instance */
export async function getCommunityEntry(
  deps: CommunityDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<CommunityEntryDto> {
  requireAdmin(ctx);
  const row = await deps.store.findEntry(communityId);
  if (!row) throw notFound();
  return present(row);
}

const present = (row: EntryRow): CommunityEntryDto => ({
  ...{ id: row.id, name: row.name, colour: row.colour as CommunityColour, letter: row.letter },
  owner: { id: row.ownerId, username: row.ownerUsername, displayName: row.ownerName },
  ...{ memberCount: row.memberCount, channelCount: row.channelCount, messageCount: row.messageCount },
  createdAt: row.createdAt.toISOString(),
  archivedAt: row.archivedAt?.toISOString() ?? null,
});
