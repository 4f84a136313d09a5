/** `words`: words with `*`; `links`: domains; `mentions`: how many people one names. */
export const filterKinds = ['words', 'links', 'mentions'] as const;
export type FilterKind = (typeof filterKinds)[number];

/** Of links: no link at all, none but to these domains, or none to these. */
export const linkModes = ['all', 'allow', 'block'] as const;
export type LinkMode = (typeof linkModes)[number];

/**
 * What happens to a message that a rule matches, the strictest first: it is refused; it waits for a moderator; it is
 * posted, and moderators are told. Of several rules that match the strictest counts.
 */
export const filterActions = ['block', 'hold', 'alert'] as const;
export type FilterAction = (typeof filterActions)[number];

/** A rule as it works. */
export interface FilterRule {
  id: string;
  name: string;
  kind: FilterKind;
  mode: LinkMode;
  /** Words (`*` stands for any letters of a word), or domains. */
  patterns: readonly string[];
  /** Digits and signs count as the letters that they stand for: `fr33` is `free`. */
  leet: boolean;
  /** Different mentions in a message, and in a minute, that are still fine. */
  mentionMax: number;
  action: FilterAction;
  /** What an author is told whose message is blocked. */
  notice: string;
  exemptRoleIds: readonly string[];
  exemptChannelIds: readonly string[];
}

/** A rule for those who manage filters. */
export interface FilterDto extends FilterRule {
  enabled: boolean;
}

/** What a text in the test box would meet; `action` is null when it would simply be posted. */
export interface FilterTestDto {
  matches: { filterId: string; name: string; action: FilterAction }[];
  action: FilterAction | null;
}

export const filterLimits = {
  perCommunity: 50,
  nameMax: 64,
  noticeMax: 200,
  patternsMax: 1000,
  /** Of all rules of a community together. */
  patternsInAll: 2000,
  patternMin: 2,
  patternMax: 64,
  /** Patterns with `*` between letters: they cost more than the others. */
  innerMax: 100,
  mentionMin: 1,
  mentionMax: 50,
} as const;
