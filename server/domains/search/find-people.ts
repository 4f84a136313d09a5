import { type Ctx, requireUser } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { FoundPersonDto } from './contract.ts';
import type { SearchDeps } from './deps.ts';
import type { FindPeopleInput } from './input.ts';

/**
 * At most eight people of the viewer's communities, or of one, whose names are or sound like what was typed.
 * @throws {AppError} NOT_FOUND (community), RATE_LIMITED
 */
export async function findPeople(
  deps: SearchDeps,
  ctx: Ctx,
  { query, communityId }: FindPeopleInput,
): Promise<FoundPersonDto[]> {
  const { account } = requireUser(ctx);
  const communities = communityId
    ? [(await deps.access.accessCommunity(ctx, communityId)).community]
    : await deps.directory.communitiesOf(account.id);
  const wait = deps.lookups.take(account.id);
  if (wait > 0) throw new AppError('RATE_LIMITED', 'Too much at once.', { retryAfter: Math.ceil(wait) });
  if (communities.length === 0) return [];
  const rows = await deps.store.findPeople(
    communities.map(({ id }) => id),
    query,
  );
  return rows.map((row) => ({
    account: { id: row.id, username: row.username, displayName: row.display_name },
    nickname: row.nickname,
    communityId: row.community_id,
  }));
}
