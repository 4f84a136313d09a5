import type { FilterAction, FilterKind, FilterRule, LinkMode } from '#contract/filters';
import { m } from '#i18n';

const kinds: Record<FilterKind, () => string> = {
  words: m.filter_kind_words,
  links: m.filter_kind_links,
  mentions: m.filter_kind_mentions,
};
const actions: Record<FilterAction, () => string> = {
  block: m.filter_action_block,
  hold: m.filter_action_hold,
  alert: m.filter_action_alert,
};
const modes: Record<LinkMode, () => string> = {
  all: m.filter_mode_all,
  allow: m.filter_mode_allow,
  block: m.filter_mode_block,
};

/** What a rule looks at. */
export const kindText = (kind: FilterKind): string => kinds[kind]();
/** What happens to what it matches. */
export const actionText = (action: FilterAction): string => actions[action]();
export const modeText = (mode: LinkMode): string => modes[mode]();

/** A rule in a few words: "Words · 12 patterns". */
export function ruleText({ kind, mode, patterns, mentionMax }: FilterRule): string {
  if (kind === 'mentions') return m.filter_mentions_max({ count: mentionMax });
  if (kind === 'links') return modeText(mode);
  return m.filter_patterns_count({ count: patterns.length });
}
