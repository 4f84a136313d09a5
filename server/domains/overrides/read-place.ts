import { channelPermissions, type ChannelPermission, type Permission } from '#contract/permissions';
import { presentRole } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { OverrideDto, PlaceRules } from './contract.ts';
import type { OverrideDeps } from './deps.ts';
import type { PlaceInput } from './input.ts';
import { accessPlace, rankOfHolder } from './place.ts';
import { keyOf, setOf, type Rule } from './rules.ts';

const inOrder = (list: Iterable<Permission>): ChannelPermission[] => {
  const set = new Set(list);
  return channelPermissions.filter((permission) => set.has(permission));
};

/** What a channel or category says differently. @throws {AppError} NOT_FOUND, FORBIDDEN without `channel.manage` */
export async function getPlaceRules(deps: OverrideDeps, ctx: Ctx, input: PlaceInput): Promise<PlaceRules> {
  const grant = await accessPlace(deps, ctx, input);
  const { account, community, rules } = grant;
  const { everyone } = community;
  const rank = community.rankOf(account.id);
  const empty: Rule = { holder: 'role', holderId: everyone.id, allow: [], deny: [] };
  const all = [rules.get(keyOf('role', everyone.id)) ?? empty, ...rules.values()].filter(
    (rule, index) => index === 0 || rule.holderId !== everyone.id,
  );
  const memberIds = all.flatMap((rule) => (rule.holder === 'member' ? [rule.holderId] : []));
  const names = memberIds.length > 0 ? await deps.names.ofAccounts(memberIds) : [];

  const overrides = all.flatMap((rule): OverrideDto[] => {
    const role = community.roles.find(({ id }) => id === rule.holderId);
    const name =
      role?.name ??
      community.nicknameOf(rule.holderId) ??
      names.find(({ id }) => id === rule.holderId)?.display_name;
    if (name === undefined) return [];
    const isBelow = rankOfHolder(community, rule) < rank || rule.holderId === account.id;
    const { holder, holderId } = rule;
    const said = { allow: inOrder(rule.allow), deny: inOrder(rule.deny) };
    return [{ holder, holderId, name, role: role ? presentRole(role) : null, isBelow, ...said }];
  });
  const weight = ({ role, holder }: OverrideDto) =>
    role?.isEveryone ? Infinity : holder === 'role' ? (role?.position ?? 0) + 1 : 0;
  overrides.sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name));

  const nobody = community.permissionsOfRoleUnder(everyone, setOf(rules, everyone.id));
  const category = community.categories.find(({ id }) => id === grant.categoryId);
  const governed = [...community.channels.values()].filter(
    (channel) => grant.kind === 'category' && channel.categoryId === grant.id && channel.synced,
  );
  return {
    place: grant.kind,
    id: grant.id,
    name: grant.name,
    isPrivate: !nobody.has('channel.view'),
    category: category ? { id: category.id, name: category.name } : null,
    isSynced: grant.isSynced,
    syncedChannels: governed.length,
    overrides,
    otherRoles: community.roles
      .filter((role) => !role.isEveryone && !rules.has(keyOf('role', role.id)))
      .map((role) => ({ ...presentRole(role), isBelow: role.position < rank })),
    held: inOrder(grant.held),
  };
}

/** Members by name, to say something of them here. @throws {AppError} NOT_FOUND, FORBIDDEN without `channel.manage` */
export async function findHolders(
  deps: OverrideDeps,
  ctx: Ctx,
  input: PlaceInput & { search: string },
): Promise<{ id: string; username: string; name: string }[]> {
  const { community } = await accessPlace(deps, ctx, input);
  const rows = await deps.names.ofMembers(community.id, input.search, null, 20);
  return rows.map(({ id, username, display_name }) => ({
    id,
    username,
    name: community.nicknameOf(id) ?? display_name,
  }));
}
