import type { AuditValues } from '#contract/audit';
import type { Permission } from '#contract/permissions';
import { grantCategory, grantChannel } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { ActorAccount, Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import type { PlaceKind } from './contract.ts';
import type { OverrideDeps } from './deps.ts';
import type { PlaceInput } from './input.ts';
import { type Rule, type Rules, keyOf, rulesOf, setOf, stateOf } from './rules.ts';

/** A channel or category whose permissions one may change, as a view has it. */
export interface PlaceGrant {
  kind: PlaceKind;
  id: string;
  name: string;
  account: ActorAccount;
  community: CommunityView;
  /** What governs it now: of a synced channel the category's. */
  rules: Rules;
  held: ReadonlySet<Permission>;
  /** A channel's. */
  categoryId: string | null;
  isSynced: boolean;
}

/**
 * @throws {AppError} NOT_FOUND for who may not view the channel or category, FORBIDDEN without `channel.manage`
 */
export function grantPlace(ctx: Ctx, view: CommunityView | undefined, input: PlaceInput): PlaceGrant {
  const { place: kind, placeId: id } = input;
  if (kind === 'channel') {
    const {
      account,
      place: community,
      channel,
      permissions: held,
    } = grantChannel(ctx, view, id, 'channel.manage');
    const isSynced = channel.synced && channel.categoryId !== null;
    const rules = rulesOf(community, isSynced ? channel.categoryId! : id);
    const { name, categoryId } = channel;
    return { kind, id, name, account, community, rules, held, categoryId, isSynced };
  }
  const { account, community } = grantCategory(ctx, view, id, 'channel.manage');
  const held = community.permissionsInCategory(account.id, id);
  const category = community.categories.find((each) => each.id === id);
  if (!category || !held.has('channel.view')) throw notFound();
  const rules = rulesOf(community, id);
  return {
    kind,
    id,
    name: category.name,
    account,
    community,
    rules,
    held,
    categoryId: null,
    isSynced: false,
  };
}

/** As {@link grantPlace}, from memory. */
export async function accessPlace(deps: OverrideDeps, ctx: Ctx, input: PlaceInput): Promise<PlaceGrant> {
  const community =
    input.place === 'channel'
      ? (await deps.access.accessCommunityChannel(ctx, input.placeId, 'channel.manage')).place
      : (await deps.access.accessCategory(ctx, input.placeId, 'channel.manage')).community;
  return grantPlace(ctx, community, input);
}

const beyond = () =>
  new AppError('FORBIDDEN', 'That is about more than you may do here yourself.', { reason: 'role.beyond' });

/**
 * Whether the actor may turn a place's rules into others: each permission that changes is one that they hold there; from
 * a role or a member who is not below them nothing is taken; and they still see the place.
 *
 * @throws {AppError} FORBIDDEN (role.beyond), CONFLICT override.locks_out
 */
export function judgeRules(grant: PlaceGrant, after: Rules): void {
  const { account, community, held, rules: before } = grant;
  const rank = community.rankOf(account.id);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(key), after.get(key)];
    const isBelow = rankOfHolder(community, (to ?? from)!) < rank || key === keyOf('member', account.id);
    for (const permission of mentioned(from, to)) {
      const step = stateOf(to, permission) - stateOf(from, permission);
      if (step === 0) continue;
      if (!held.has(permission)) throw beyond();
      if (step < 0 && !isBelow) throw forbidden();
    }
  }
  if (!community.permissionsUnder(account.id, setOf(after, community.everyone.id)).has('channel.view'))
    throw new AppError('CONFLICT', 'You would not see it any more yourself.', {
      reason: 'override.locks_out',
    });
}

const mentioned = (...rules: (Rule | undefined)[]): Set<Permission> =>
  new Set(rules.flatMap((rule) => (rule ? [...rule.allow, ...rule.deny] : [])));

/** The position of a role, or the rank of a member: -1 for one who has left. */
export const rankOfHolder = (community: CommunityView, rule: Pick<Rule, 'holder' | 'holderId'>): number =>
  rule.holder === 'member'
    ? community.rankOf(rule.holderId)
    : (community.roles.find(({ id }) => id === rule.holderId)?.position ?? -1);

/** Writes what a place says from now on. A channel has rules of its own after that. */
export async function writeRules(deps: OverrideDeps, tx: Tx, grant: PlaceGrant, after: Rules): Promise<void> {
  await deps.store.replaceRules(tx, grant.kind, grant.id, [...after.values()]);
  if (grant.kind === 'channel') await deps.store.setSynced(tx, grant.id, false);
}

/** What changes, for the log: by holder, `+message.send` for what is allowed and `-message.send` for what is denied. */
export function valuesOf(rules: Rules, keys: Iterable<string>, nameOf: (key: string) => string): AuditValues {
  const say = (rule: Rule | undefined) =>
    [
      ...(rule?.allow ?? []).map((each) => `+${each}`),
      ...(rule?.deny ?? []).map((each) => `-${each}`),
    ].sort();
  return Object.fromEntries([...keys].map((key) => [nameOf(key), say(rules.get(key))]));
}
