import type { Permission } from '#contract/permissions';
import type { CommunityView, OverrideRule, OverrideSet } from '#server/domains/permissions/index.ts';
import type { HolderKind } from './contract.ts';

/** What a place says of one holder; of everyone as of the role that everyone has. */
export interface Rule extends OverrideRule {
  holder: HolderKind;
  holderId: string;
}

/** All that a place says, by {@link keyOf}. */
export type Rules = ReadonlyMap<string, Rule>;

export const keyOf = (holder: HolderKind, holderId: string): string => `${holder}:${holderId}`;

export function rulesOf(view: CommunityView, placeId: string): Rules {
  const { everyone, roles, members } = view.overridesOf(placeId);
  const list = (holder: HolderKind, entries: Iterable<[string, OverrideRule]>) =>
    [...entries].map(([holderId, { allow, deny }]) => ({ holder, holderId, allow, deny }));
  return new Map(
    [
      ...(everyone ? list('role', [[view.everyone.id, everyone]]) : []),
      ...list('role', roles),
      ...list('member', members),
    ].map((rule) => [keyOf(rule.holder, rule.holderId), rule]),
  );
}

/** The same, as permissions are computed from it. */
export function setOf(rules: Rules, everyoneId: string): OverrideSet {
  const all = [...rules.values()];
  const of = (holder: HolderKind) =>
    new Map(all.filter((rule) => rule.holder === holder).map((rule) => [rule.holderId, rule]));
  const roles = of('role');
  const everyone = roles.get(everyoneId);
  roles.delete(everyoneId);
  return { everyone, roles, members: of('member') };
}

/** What a rule says of a permission: what counts more gives more. */
export const stateOf = (rule: OverrideRule | undefined, permission: Permission): -1 | 0 | 1 =>
  rule?.allow.includes(permission) ? 1 : rule?.deny.includes(permission) ? -1 : 0;

/** The rules with one holder's replaced; a rule that says nothing is left out. */
export function withRule(rules: Rules, rule: Rule): Rules {
  const next = new Map(rules);
  const key = keyOf(rule.holder, rule.holderId);
  if (rule.allow.length + rule.deny.length > 0) next.set(key, rule);
  else next.delete(key);
  return next;
}

/** The rules with one permission of one holder's set. */
export function withState(
  rules: Rules,
  holder: HolderKind,
  holderId: string,
  permission: Permission,
  state: -1 | 0 | 1,
): Rules {
  const rule = rules.get(keyOf(holder, holderId));
  const without = (list: readonly Permission[] = []) => list.filter((each) => each !== permission);
  return withRule(rules, {
    holder,
    holderId,
    allow: state === 1 ? [...without(rule?.allow), permission] : without(rule?.allow),
    deny: state === -1 ? [...without(rule?.deny), permission] : without(rule?.deny),
  });
}

/** Lets an account view a place when nothing else does. */
export function letIn(view: CommunityView, rules: Rules, accountId: string): Rules {
  const sees = view.permissionsUnder(accountId, setOf(rules, view.everyone.id)).has('channel.view');
  return sees ? rules : withState(rules, 'member', accountId, 'channel.view', 1);
}

/** The rules of a place that only those see who are let in: who was allowed to view it is no more. */
export function closed(view: CommunityView, rules: Rules, admitted: (rule: Rule) => boolean): Rules {
  let next = rules;
  for (const rule of rules.values())
    if (stateOf(rule, 'channel.view') === 1 && !admitted(rule))
      next = withState(next, rule.holder, rule.holderId, 'channel.view', 0);
  return withState(next, 'role', view.everyone.id, 'channel.view', -1);
}
