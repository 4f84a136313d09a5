import type { MemberFace, MemberGroup } from '#contract/communities';
import type { CommunityView, DirectoryRole, Place } from './directory.ts';

/** How a member shows in a place: their name there, and the role whose colour it has. Costs no query. */
export function faceOf(view: Place, accountId: string): MemberFace {
  const nickname = view.nicknameOf(accountId);
  const role = colouredOf(view.rolesOf(accountId));
  return { ...(nickname !== undefined && { nickname }), ...(role && { roleId: role.id }) };
}

/** The role that gives a name its colour: the highest one that has a colour. */
const colouredOf = (roles: readonly DirectoryRole[]): DirectoryRole | undefined =>
  roles.find(({ colour }) => colour !== null);

/** The name that a person has in a place. */
export const shownNameOf = (view: Place, account: { id: string; displayName: string }): string =>
  view.nicknameOf(account.id) ?? account.displayName;

const counted = new WeakMap<CommunityView, readonly MemberGroup[]>();

/**
 * The groups of the member list from top to bottom, those without a member left out: one for each role that stands
 * apart, with the members of whom it is the highest such role, and last those who have none. Counted once a view.
 */
export function memberGroups(view: CommunityView): readonly MemberGroup[] {
  let groups = counted.get(view);
  if (!groups) counted.set(view, (groups = count(view)));
  return groups;
}

function count(view: CommunityView): MemberGroup[] {
  const counts = new Map<string | null, number>();
  for (const accountId of view.memberIds) {
    const roleId = view.rolesOf(accountId).find(({ hoist }) => hoist)?.id ?? null;
    counts.set(roleId, (counts.get(roleId) ?? 0) + 1);
  }
  return [...hoistedIds(view), null].flatMap((roleId) => {
    const members = counts.get(roleId);
    return members ? [{ roleId, count: members }] : [];
  });
}

/** The roles that stand apart in lists, the highest first. */
export const hoistedIds = (view: CommunityView): string[] =>
  view.roles.filter(({ hoist, isEveryone }) => hoist && !isEveryone).map(({ id }) => id);

/** More than so many faces at once are not announced one by one: windows show them when they load messages anew. */
const facesMax = 500;

/** Whose face differs between two views of a community, with what it is now; at most 500. */
export function changedFaces(
  before: CommunityView,
  after: CommunityView,
): { accountId: string; face: MemberFace }[] {
  const changed: { accountId: string; face: MemberFace }[] = [];
  const look = (accountId: string) => {
    const [old, face] = [faceOf(before, accountId), faceOf(after, accountId)];
    if (old.nickname !== face.nickname || old.roleId !== face.roleId) changed.push({ accountId, face });
  };
  for (const accountId of after.memberIds) look(accountId);
  for (const accountId of before.memberIds) if (!after.isMember(accountId)) look(accountId);
  return changed.slice(0, facesMax);
}
