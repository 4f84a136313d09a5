import type { CommunityChange } from '#server/domains/audit/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { overrideLimits } from './contract.ts';
import type { OverrideDeps } from './deps.ts';
import type { PlaceInput, SetOverrideInput, SetPrivacyInput } from './input.ts';
import {
  type PlaceGrant,
  accessPlace,
  grantPlace,
  judgeRules,
  rankOfHolder,
  valuesOf,
  writeRules,
} from './place.ts';
import type { NameRow } from '#server/domains/members/index.ts';
import { type Rules, closed, keyOf, letIn, rulesOf, stateOf, withRule, withState } from './rules.ts';

/**
 * Sets what a channel or category says of one role or member; empty lists remove it. A synced channel gets its
 * category's overrides as its own first, and is synced no more.
 *
 * @throws {AppError} NOT_FOUND also for a role or member of elsewhere, FORBIDDEN (role.beyond: a permission that the
 *   actor lacks there; or taken from who is not below them), CONFLICT override.locks_out, limit.reached
 */
export async function setOverride(deps: OverrideDeps, ctx: Ctx, input: SetOverrideInput): Promise<void> {
  const { holder, holderId, allow } = input;
  const deny = input.deny.filter((permission) => !allow.includes(permission));
  await changePlace(deps, ctx, input, ({ rules, community }) => {
    const key = keyOf(holder, holderId);
    // Who has left can still be removed.
    if (rankOfHolder(community, { holder, holderId }) < 0 && !rules.has(key)) throw notFound();
    return withRule(rules, { holder, holderId, allow, deny });
  });
}

/**
 * Makes a channel or category private, or public again. Private: everyone is denied the sight of it but the roles and
 * members that are named, and the actor, who is let in by name when nothing else lets them in. Public: everyone is not
 * denied it any more.
 *
 * @throws {AppError} as {@link setOverride}
 */
export async function setPrivacy(deps: OverrideDeps, ctx: Ctx, input: SetPrivacyInput): Promise<void> {
  await changePlace(deps, ctx, input, ({ rules, community, account }) => {
    const { everyone } = community;
    if (!input.isPrivate) {
      const opened = withState(rules, 'role', everyone.id, 'channel.view', 0);
      // Where not even the roles' own word lets everyone in, this place does.
      return everyone.permissions.includes('channel.view')
        ? opened
        : withState(rules, 'role', everyone.id, 'channel.view', 1);
    }
    const admitted = new Set([
      ...input.roleIds.map((id) => keyOf('role', id)),
      ...input.memberIds.map((id) => keyOf('member', id)),
    ]);
    let after = closed(community, rules, (rule) => admitted.has(keyOf(rule.holder, rule.holderId)));
    for (const [holder, ids] of [
      ['role', input.roleIds],
      ['member', input.memberIds],
    ] as const)
      for (const holderId of ids) {
        const known = rules.get(keyOf(holder, holderId));
        if (holderId === everyone.id || (rankOfHolder(community, { holder, holderId }) < 0 && !known))
          throw notFound();
        if (stateOf(known, 'channel.view') !== 1)
          after = withState(after, holder, holderId, 'channel.view', 1);
      }
    return letIn(community, after, account.id);
  });
}

/**
 * Lets a channel follow its category again, giving up what it says itself; or gives it the category's overrides as its
 * own, to be changed.
 *
 * @throws {AppError} NOT_FOUND also for a channel without a category, FORBIDDEN (as {@link setOverride}: for each
 *   difference between the two), CONFLICT override.locks_out
 */
export async function setSynced(
  deps: OverrideDeps,
  ctx: Ctx,
  input: { channelId: string; synced: boolean },
): Promise<void> {
  const place: PlaceInput = { place: 'channel', placeId: input.channelId };
  const { community } = await accessPlace(deps, ctx, place);
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const grant = grantPlace(ctx, now, place);
    if (grant.categoryId === null) throw notFound();
    if (grant.isSynced === input.synced) return;
    if (input.synced) {
      judgeRules(grant, rulesOf(now, grant.categoryId));
      await deps.store.replaceRules(tx, 'channel', grant.id, []);
      await deps.store.setSynced(tx, grant.id, true);
    } else {
      await writeRules(deps, tx, grant, grant.rules);
    }
    note({
      action: 'channel.sync',
      target: { kind: 'channel', id: grant.id, name: grant.name },
      before: { synced: grant.isSynced },
      after: { synced: input.synced },
    });
  });
}

async function changePlace(
  deps: OverrideDeps,
  ctx: Ctx,
  { place, placeId }: PlaceInput,
  change: (grant: PlaceGrant) => Rules,
): Promise<void> {
  const input = { place, placeId };
  const seen = await accessPlace(deps, ctx, input);
  // Judged once outside of the lock too: what is refused anyway waits for nobody, and changes nothing of what others see.
  const wanted = change(seen);
  judgeRules(seen, wanted);
  // Asked for outside of the transaction, which would hold a second connection for it under the lock.
  const names = await deps.names.ofAccounts(
    [...seen.rules.values(), ...wanted.values()].flatMap(({ holder, holderId }) =>
      holder === 'member' ? [holderId] : [],
    ),
  );
  await deps.audit.changeCommunity(ctx, seen.community.id, async ({ tx, community, note }) => {
    const grant = grantPlace(ctx, community, input);
    const after = change(grant);
    if (after.size > overrideLimits.holdersMax)
      throw new AppError('CONFLICT', 'This place names as many as it can hold.', { reason: 'limit.reached' });
    judgeRules(grant, after);
    await writeRules(deps, tx, grant, after);
    noteChange(note, grant, after, names);
  });
}

function noteChange(
  note: CommunityChange['note'],
  grant: PlaceGrant,
  after: Rules,
  names: readonly NameRow[],
): void {
  const { community, rules: before } = grant;
  const keys = new Set([...before.keys(), ...after.keys()]);
  const nameOf = (key: string) => {
    const { holderId } = (after.get(key) ?? before.get(key))!;
    const known =
      community.roles.find(({ id }) => id === holderId)?.name ??
      names.find(({ id }) => id === holderId)?.display_name;
    return known ?? holderId;
  };
  const target = { kind: grant.kind, id: grant.id, name: grant.name };
  note({
    action: 'override.update',
    target,
    before: valuesOf(before, keys, nameOf),
    after: valuesOf(after, keys, nameOf),
  });
  if (grant.isSynced)
    note({ action: 'channel.sync', target, before: { synced: true }, after: { synced: false } });
}
