import { z } from 'zod';
import { id, line, prose } from '#server/platform/input.ts';
import { messageLimits } from '#contract/messages';
import { filterActions, filterKinds, filterLimits as limits, linkModes } from './contract.ts';
import { hostKey } from './link-hosts.ts';
import { hasInnerStar, isUsable } from './word-matcher.ts';

const patterns = z.array(line(limits.patternMin, limits.patternMax)).max(limits.patternsMax);
const ids = z.array(id).max(100);

const fields = {
  name: line(1, limits.nameMax),
  action: z.enum(filterActions),
  mode: z.enum(linkModes),
  patterns,
  leet: z.boolean(),
  mentionMax: z.int().min(limits.mentionMin).max(limits.mentionMax),
  notice: line(0, limits.noticeMax),
  exemptRoleIds: ids,
  exemptChannelIds: ids,
  enabled: z.boolean(),
};

export const createFilterInput = z.strictObject({ communityId: id, kind: z.enum(filterKinds), ...fields });
export const updateFilterInput = z.strictObject({ communityId: id, filterId: id, ...fields });
export const filterIdInput = z.strictObject({ communityId: id, filterId: id });
export const communityIdInput = z.strictObject({ communityId: id });
export const testFiltersInput = z.strictObject({ communityId: id, body: prose(1, messageLimits.bodyMax) });

export type CreateFilterInput = z.output<typeof createFilterInput>;
export type UpdateFilterInput = z.output<typeof updateFilterInput>;
export type FilterFields = Omit<CreateFilterInput, 'communityId' | 'kind'>;

/** The patterns of a rule of this kind as they are kept; null when one of them cannot be looked for. */
export function cleanPatterns(
  kind: CreateFilterInput['kind'],
  { mode, patterns: written }: Pick<FilterFields, 'mode' | 'patterns'>,
): string[] | null {
  if (kind === 'mentions' || (kind === 'links' && mode === 'all')) return [];
  if (written.length === 0) return null;
  if (kind === 'words') {
    const inner = written.filter(hasInnerStar).length;
    return written.every(isUsable) && inner <= limits.innerMax ? [...new Set(written)] : null;
  }
  const domains = written.map((text) =>
    hostKey(
      text
        .replace(/^[a-z]+:\/\//i, '')
        .replace(/^\*\./, '')
        .replace(/\/.*$/, ''),
    ),
  );
  return domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) ? [...new Set(domains)] : null;
}
