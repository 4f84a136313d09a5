import { presentMember } from '#server/domains/communities/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { memberLimits, type MemberLines } from './contract.ts';
import { decodeCursor, encodeCursor, firstByName, newestFirst } from './cursor.ts';
import type { MemberDeps } from './deps.ts';
import type { ListLinesInput } from './input.ts';
import { requireManager } from './moderators.ts';
import { presentOrigin } from './present.ts';

/**
 * A page of members with what those who look after them want to know: by name, or the newest first.
 * @throws {AppError} NOT_FOUND, FORBIDDEN for who may do nothing to anybody, INVALID when `after` is not from an earlier page
 */
export async function listLines(deps: MemberDeps, ctx: Ctx, input: ListLinesInput): Promise<MemberLines> {
  const grant = await deps.access.accessCommunity(ctx, input.communityId);
  requireManager(grant);
  const { community, permissions } = grant;
  const { sort = 'name', query = '', roleId = null } = input;
  const start = sort === 'name' ? firstByName : newestFirst;
  const after =
    input.after === undefined ? start : decodeCursor(input.after, sort === 'name' ? 'name' : 'time');
  const rows = await deps.store.listLines(
    community.id,
    { query, roleId, sort },
    after,
    memberLimits.page + 1,
  );
  const page = rows.slice(0, memberLimits.page);
  const last = page.at(-1);
  return {
    members: page.map((row) => ({
      ...presentMember(row, community, permissions.has('member.timeout')),
      origin: presentOrigin(row, permissions.has('invite.manage')),
    })),
    next:
      last && rows.length > page.length
        ? encodeCursor({ by: sort === 'name' ? last.sort_name : last.joined_at.toISOString(), id: last.id })
        : null,
  };
}
