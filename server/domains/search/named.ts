import type { SearchPage, SearchPart } from './contract.ts';
import type { SearchDeps } from './deps.ts';
import { communityIdsOf, type Scope } from './scope.ts';

/** By what was typed after `from:` or `mentions:`: whose names these are, and whether the viewer meets one of them. */
export type NamedPeople = ReadonlyMap<string, { ids: readonly string[]; isMet: boolean }>;

/** Members of the scope's places by any of their names; others by their username alone, as they may have left. */
export async function findNamed(
  deps: SearchDeps,
  scope: Scope,
  parts: readonly SearchPart[],
): Promise<NamedPeople> {
  const communityIds = communityIdsOf(scope);
  const partners = new Set(
    [...scope.values()].flatMap(({ place }) => (place.kind === 'conversation' ? [...place.memberIds] : [])),
  );
  const names = new Set(
    parts.flatMap((part) =>
      part.kind === 'operator' && (part.name === 'from' || part.name === 'mentions') ? [part.value] : [],
    ),
  );
  const people = new Map<string, { ids: string[]; isMet: boolean }>();
  for (const value of names) {
    const rows = await deps.store.findNamed(communityIds, value.replace(/^@/, ''));
    if (rows.length === 0) continue;
    people.set(value, {
      ids: [...new Set(rows.map(({ id }) => id))],
      isMet: rows.some(({ id, here }) => here || partners.has(id)),
    });
  }
  return people;
}

/**
 * Names that led nowhere, for who found nothing. Somebody who is met nowhere is as unknown as nobody, and a channel that is
 * not seen as one that is not there.
 */
export function unknownIn(
  parts: readonly SearchPart[],
  channelIds: readonly string[],
  people: NamedPeople,
): SearchPage['unknown'] {
  return parts.flatMap((part) => {
    if (part.kind !== 'operator' || part.not) return [];
    const isUnknown =
      part.name === 'in'
        ? channelIds.length === 0
        : (part.name === 'from' || part.name === 'mentions') && !people.get(part.value)?.isMet;
    return isUnknown ? [{ name: part.name, value: part.value }] : [];
  });
}
