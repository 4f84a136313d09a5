import type { Permission } from '#contract/permissions';
import type { Place } from '#server/domains/permissions/index.ts';
import { type Ctx, requireUser } from '#server/platform/context.ts';
import type { SearchPart } from './contract.ts';
import type { SearchDeps } from './deps.ts';
import type { SearchInput } from './input.ts';
import { wordsOf } from './words.ts';

/** Channels that may be looked through, each with what it belongs to. */
export type Scope = ReadonlyMap<string, Place>;

/**
 * What the viewer sees now: one channel, a community's channels, or those of all their communities and their latest
 * conversations but for those that they declined. Nothing else is ever asked of the database.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function scopeOf(
  deps: SearchDeps,
  ctx: Ctx,
  { channelId, communityId }: Pick<SearchInput, 'channelId' | 'communityId'>,
): Promise<Scope> {
  if (channelId) {
    const { place } = await deps.access.accessChannel(ctx, channelId, 'channel.view');
    return new Map([[channelId, place]]);
  }
  const { account } = requireUser(ctx);
  const places = communityId
    ? [(await deps.access.accessCommunity(ctx, communityId)).community]
    : await placesOf(deps, account.id);
  return new Map(
    places.flatMap((place) =>
      [...place.channels.keys()]
        .filter((id) => mayView(place, account.id, id))
        .map((id): [string, Place] => [id, place]),
    ),
  );
}

function mayView(place: Place, accountId: string, channelId: string): boolean {
  const permissions: ReadonlySet<Permission> = place.permissionsOf(accountId, channelId);
  return permissions.has('channel.view');
}

async function placesOf(deps: SearchDeps, accountId: string): Promise<Place[]> {
  const [communities, conversations] = await Promise.all([
    deps.directory.communitiesOf(accountId),
    deps.directory.conversationsOf(accountId),
  ]);
  const open = conversations.filter(({ view }) => view.answerOf(accountId) !== 'declined');
  return [...communities, ...open.map(({ view }) => view)];
}

const sameName = (name: string): string => {
  const folded = wordsOf(name)
    .map(({ word }) => word)
    .join(' ');
  // A name without a letter in it is its own.
  return folded || name;
};

/** The channels of a scope that the `in:` among the parts leave. */
export function narrow(scope: Scope, parts: readonly SearchPart[]): string[] {
  const named = (value: string) => {
    const name = sameName(value.replace(/^#/, ''));
    return (id: string) => sameName(scope.get(id)?.channels.get(id)?.name ?? '') === name;
  };
  const wanted = parts.flatMap((part) =>
    part.kind === 'operator' && part.name === 'in' ? [{ not: part.not, holds: named(part.value) }] : [],
  );
  const only = wanted.filter(({ not }) => !not);
  return [...scope.keys()].filter(
    (id) =>
      (only.length === 0 || only.some(({ holds }) => holds(id))) &&
      wanted.every(({ not, holds }) => !not || !holds(id)),
  );
}

export const communityIdsOf = (scope: Scope): string[] => [
  ...new Set([...scope.values()].flatMap((place) => (place.kind === 'community' ? [place.id] : []))),
];
