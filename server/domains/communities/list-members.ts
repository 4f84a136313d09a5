import { hoistedIds, memberGroups } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { invalid } from '#server/platform/errors.ts';
import { communityLimits, type MemberPage } from './contract.ts';
import type { CommunityDeps } from './deps.ts';
import type { ListMembersInput } from './input.ts';
import { presentMember } from './present.ts';
import { firstId, type MemberCursor } from './store.ts';

const start: MemberCursor = { place: 0, name: '', id: firstId };

/**
 * A page of members: by the groups they show in and then by name, or those whose nickname, display name or username
 * holds `query` (whatever its case and accents), or who have a role.
 *
 * @throws {AppError} NOT_FOUND, INVALID when `after` is not from an earlier page
 */
export async function listMembers(
  deps: CommunityDeps,
  ctx: Ctx,
  input: ListMembersInput,
): Promise<MemberPage> {
  const { community, permissions } = await deps.access.accessCommunity(ctx, input.communityId);
  const after = input.after === undefined ? start : decode(input.after);
  const limit = communityLimits.memberPage + 1;
  const isSearch = Boolean(input.query) || input.roleId !== undefined;
  const rows = isSearch
    ? await deps.store.findMembers(community.id, input.query ?? '', input.roleId ?? null, after, limit)
    : await deps.store.listMembers(community.id, hoistedIds(community), after, limit);
  const page = rows.slice(0, communityLimits.memberPage);
  const last = page.at(-1);
  return {
    groups: isSearch ? [] : memberGroups(community),
    members: page.map((row) => presentMember(row, community, permissions.has('member.timeout'))),
    next:
      last && rows.length > page.length
        ? encode({ place: last.place, name: last.sort_name, id: last.id })
        : null,
  };
}

const encode = ({ place, name, id }: MemberCursor): string =>
  Buffer.from(`${id}${place}:${name}`).toString('base64url');

function decode(after: string): MemberCursor {
  const text = Buffer.from(after, 'base64url').toString();
  const [, id, place, name] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\d{1,4}):([^\0]*)$/s.exec(text) ?? [];
  if (id === undefined || place === undefined || name === undefined || !name.isWellFormed())
    throw invalid({ after: 'invalid' });
  return { place: Number(place), name, id };
}
