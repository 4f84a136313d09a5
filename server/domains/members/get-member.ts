import type { CommunityPermission } from '#contract/permissions';
import type { CommunityGrant } from '#server/domains/channels/index.ts';
import { presentMember } from '#server/domains/communities/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { MemberAct, MemberProfile, MemberRecord } from './contract.ts';
import type { MemberDeps } from './deps.ts';
import { isModerator } from './moderators.ts';
import { presentBan, presentNote, presentOrigin } from './present.ts';
import type { PersonRow } from './store.ts';

/**
 * A person as the viewer may see them in a community: their profile, what the viewer may do to them, and for moderators
 * what is known about them. Who is no member is found by moderators alone, and only if they left a trace there.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function getMember(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId }: { communityId: string; accountId: string },
): Promise<MemberProfile> {
  const grant = await deps.access.accessCommunity(ctx, communityId);
  const { account, community, permissions } = grant;
  const isMember = community.isMember(accountId);
  // Looking for the traces of who is no member may take long: not for everybody who asks.
  if (!isMember && !isModerator(grant)) throw notFound();
  const row = await deps.store.findPerson(communityId, accountId);
  if (!row || (!isMember && !row.is_known)) throw notFound();
  const [record, about] = await Promise.all([
    isModerator(grant) && accountId !== account.id ? recordOf(deps, grant, row) : null,
    isMember ? deps.profiles.describe(account.id, accountId) : null,
  ]);
  const showsTimeout = permissions.has('member.timeout') || accountId === account.id;
  const joinedAt = row.joined_at ?? row.created_at;
  return {
    account: { id: row.id, username: row.username, displayName: row.display_name },
    isAdmin: row.is_admin,
    since: row.created_at.toISOString(),
    member: isMember ? presentMember({ ...row, joined_at: joinedAt }, community, showsTimeout) : null,
    about,
    may: actsOn(grant, accountId, record),
    record,
  };
}

async function recordOf(
  deps: MemberDeps,
  { community, permissions }: CommunityGrant,
  row: PersonRow,
): Promise<MemberRecord> {
  const [ban, notes, history] = await Promise.all([
    deps.store.findBan(community.id, row.id, deps.clock.now()),
    deps.store.listNotes(community.id, row.id),
    deps.audit.listOfMember(community.id, row.id),
  ]);
  return {
    origin: presentOrigin(row, permissions.has('invite.manage')),
    ban: ban ? presentBan(ban) : null,
    notes: notes.map(presentNote),
    history,
  };
}

/** What the viewer may do to somebody: the same rules as the use cases, which judge again. */
function actsOn(
  { account, community, permissions }: CommunityGrant,
  accountId: string,
  record: MemberRecord | null,
): MemberAct[] {
  const isSelf = account.id === accountId;
  const isMember = community.isMember(accountId);
  const outranks = community.rankOf(account.id) > community.rankOf(accountId);
  const may = (permission: CommunityPermission) => permissions.has(permission) && isMember && outranks;
  const owns = community.ownerId === account.id;
  const acts: Record<MemberAct, boolean> = {
    nickname: isSelf
      ? permissions.has('nickname.change') || permissions.has('nickname.manage')
      : may('nickname.manage'),
    roles: permissions.has('role.manage') && isMember && (outranks || (isSelf && owns)),
    timeout: may('member.timeout'),
    kick: may('member.kick'),
    ban: permissions.has('member.ban') && outranks,
    unban: permissions.has('member.ban') && Boolean(record?.ban),
    transfer: owns && isMember && !isSelf,
    note: record !== null,
  };
  return (Object.keys(acts) as MemberAct[]).filter((act) => acts[act]);
}
