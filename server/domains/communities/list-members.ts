import type { Ctx } from '#server/platform/context.ts';
import { invalid } from '#server/platform/errors.ts';
import { communityLimits, type MemberPage } from './contract.ts';
import type { CommunityDeps } from './deps.ts';
import { presentMember } from './present.ts';

const firstId = '00000000-0000-0000-0000-000000000000';

/** A page of members by display name. @throws {AppError} NOT_FOUND, INVALID when `after` is not from an earlier page */
export async function listMembers(
  deps: CommunityDeps,
  ctx: Ctx,
  input: { communityId: string; after?: string | undefined },
): Promise<MemberPage> {
  const { community } = await deps.access.accessCommunity(ctx, input.communityId);
  const after = input.after === undefined ? { name: '', id: firstId } : decode(input.after);
  const rows = await deps.store.listMembers(
    community.id,
    after.name,
    after.id,
    communityLimits.memberPage + 1,
  );
  const page = rows.slice(0, communityLimits.memberPage);
  const last = page.at(-1);
  return {
    members: page.map((row) => presentMember(row, community.ownerId)),
    next: last && rows.length > page.length ? encode({ name: last.sort_name, id: last.id }) : null,
  };
}

interface Cursor {
  name: string;
  id: string;
}

const encode = (cursor: Cursor): string => Buffer.from(`${cursor.id}${cursor.name}`).toString('base64url');

function decode(after: string): Cursor {
  const text = Buffer.from(after, 'base64url').toString();
  const id = text.slice(0, 36);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) || text.includes('\0'))
    throw invalid({ after: 'invalid' });
  return { id, name: text.slice(36) };
}
