import { mentionsOf, type Block, type Inline } from '#contract/messages';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import { filterActions, type FilterRule } from './contract.ts';
import { addressesIn, hostKey, isBelow } from './link-hosts.ts';
import { WordMatcher } from './word-matcher.ts';

/** A text as it was written and as it was read. */
export interface Judged {
  body: string;
  tree: readonly Block[] | null;
}

/** The rules of one community, made ready once. */
export interface CompiledFilters {
  rules: readonly FilterRule[];
  words: readonly WordMatcher[];
  /** By rule. */
  domains: readonly ReadonlySet<string>[];
}

export function compileFilters(rules: readonly FilterRule[]): CompiledFilters {
  const numbered = rules.map(({ kind, patterns, leet }, rule) => ({ rule, kind, patterns, leet }));
  const words = numbered.filter(({ kind }) => kind === 'words');
  return {
    rules,
    words: [false, true].map(
      (leet) =>
        new WordMatcher(
          words.filter((rule) => rule.leet === leet),
          leet,
        ),
    ),
    domains: rules.map(({ kind, patterns }) => new Set(kind === 'links' ? patterns.map(hostKey) : [])),
  };
}

const ofView = new WeakMap<CommunityView, CompiledFilters>();
/** By community, with the rules as they were: most changes of a community leave them alone. */
const ofCommunity = new Map<string, { rules: string; filters: CompiledFilters }>();
const communitiesMax = 1000;

/** The rules of a community that are on. Compiled when they are first asked for, and again when they are others. */
export function filtersOf(view: CommunityView): CompiledFilters {
  const ready = ofView.get(view);
  if (ready) return ready;
  const rules = JSON.stringify(view.filters);
  const last = ofCommunity.get(view.id);
  const filters = last?.rules === rules ? last.filters : compileFilters(view.filters);
  if (ofCommunity.size >= communitiesMax) ofCommunity.clear();
  ofCommunity.set(view.id, { rules, filters });
  ofView.set(view, filters);
  return filters;
}

/** The rules that a text matches by itself, the strictest first. `applies` leaves out those that do not hold here. */
export function matchesOf(
  { rules, words, domains }: CompiledFilters,
  { body, tree }: Judged,
  applies: (rule: FilterRule) => boolean,
): FilterRule[] {
  const found = new Set<number>();
  if (words.some(({ isEmpty }) => !isEmpty)) {
    const text = tree ? shownText(tree) : body;
    for (const matcher of words) matcher.find(text, found);
  }
  const addresses = rules.some(({ kind }) => kind === 'links') ? addressesIn(body, tree) : [];
  const mentions = rules.some(({ kind }) => kind === 'mentions') ? mentionsIn(tree) : 0;
  rules.forEach(({ kind, mode, mentionMax }, index) => {
    if (kind === 'mentions' && mentions > mentionMax) found.add(index);
    if (kind !== 'links') return;
    const listed = domains[index]!;
    const hit = addresses.some(({ host, certain }) =>
      mode === 'block' ? isBelow(host, listed) : certain && !(mode === 'allow' && isBelow(host, listed)),
    );
    if (hit) found.add(index);
  });
  return [...found]
    .map((index) => rules[index]!)
    .filter(applies)
    .sort((a, b) => filterActions.indexOf(a.action) - filterActions.indexOf(b.action));
}

/**
 * The rule that decides about a message of somebody in a channel, if any. Asks nothing: it is on the way of every
 * message, and where a community has no filters it costs nothing. Who may manage messages there is not judged.
 *
 * @param mentionPace counts mentions a minute, of one account under one rule
 */
export function judge(
  mentionPace: TokenBuckets,
  view: CommunityView,
  place: { accountId: string; channelId: string; isModerator: boolean },
  judged: Judged,
): FilterRule | undefined {
  if (view.filters.length === 0 || place.isModerator) return undefined;
  const roleIds = view.rolesOf(place.accountId).map(({ id }) => id);
  const applies = ({ exemptChannelIds, exemptRoleIds }: FilterRule) =>
    !exemptChannelIds.includes(place.channelId) && !exemptRoleIds.some((id) => roleIds.includes(id));
  const filters = filtersOf(view);
  const matches = matchesOf(filters, judged, applies);
  const mentions = mentionsIn(judged.tree);
  if (mentions === 0) return matches[0];
  for (const rule of filters.rules) {
    if (rule.kind !== 'mentions' || matches.includes(rule) || !applies(rule)) continue;
    if (mentionPace.take(`${rule.id}:${place.accountId}`, mentions / rule.mentionMax) > 0) matches.push(rule);
  }
  return matches.sort((a, b) => filterActions.indexOf(a.action) - filterActions.indexOf(b.action))[0];
}

/** How many different people and roles a text names; everybody is one. */
const mentionsIn = (tree: readonly Block[] | null): number =>
  tree ? mentionsOf(tree).filter(({ kind }) => kind !== 'channel').length : 0;

/** All that a message shows, spoilers and code too. Marks within a word leave no gap: they would hide it. */
function shownText(nodes: readonly (Block | Inline | Block[])[]): string {
  let text = '';
  for (const node of nodes) {
    if (typeof node === 'string') text += node;
    else if (Array.isArray(node)) text += `${shownText(node)}\n`;
    else if (node.t === 'br' || node.t === 'hr') text += '\n';
    else if ('v' in node) text += node.v;
    else if (node.t === 'mention') text += ' ';
    else text += shownText(node.c);
    if (typeof node === 'object' && 't' in node && isBlock(node.t)) text += '\n';
  }
  return text;
}

const isBlock = (kind: string): boolean => ['p', 'h', 'quote', 'pre', 'list', 'hr'].includes(kind);
