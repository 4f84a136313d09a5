import type { Permission } from '#contract/permissions';
import type { Place } from '#server/domains/permissions/index.ts';
import { type Ctx, requireUser } from '#server/platform/context.ts';
import type { SearchPart } from './contract.ts';
import type { SearchDeps } from './deps.ts';
import type { SearchInput } from './input.ts';
import { wordsOf } from './words.ts';

/** What may be looked through: a channel, a conversation, or a thread of a channel. */
export interface Spot {
  place: Place;
  name: string;
  /** Of a thread: the channel that it belongs to. */
  parentId: string | null;
}

/** By id. */
export type Scope = ReadonlyMap<string, Spot>;

/**
 * What the viewer sees now: one channel, a community's channels, or those of all their communities and their latest
 * conversations but for those that they declined; each with its threads, `threadsMax` of them at most. Nothing else is
 * ever asked of the database.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function scopeOf(
  deps: SearchDeps,
  ctx: Ctx,
  { channelId, communityId }: Pick<SearchInput, 'channelId' | 'communityId'>,
): Promise<Scope> {
  if (channelId) {
    const { place, channel } = await deps.access.accessChannel(ctx, channelId, 'channel.view');
    const { name, parentId } = channel;
    return withThreads(deps, new Map([[channelId, { place, name, parentId }]]));
  }
  const { account } = requireUser(ctx);
  const places = communityId
    ? [(await deps.access.accessCommunity(ctx, communityId)).community]
    : await placesOf(deps, account.id);
  const spots = places.flatMap((place) =>
    [...place.channels]
      .filter(([id]) => mayView(place, account.id, id))
      .map(([id, { name }]): [string, Spot] => [id, { place, name, parentId: null }]),
  );
  return withThreads(deps, new Map(spots));
}

/** Who may view a channel may view its threads. */
async function withThreads(deps: SearchDeps, channels: Scope): Promise<Scope> {
  const ids = [...channels].flatMap(([id, { place, parentId }]) =>
    place.kind === 'community' && !parentId ? [id] : [],
  );
  if (ids.length === 0) return channels;
  const threads = await deps.store.threadsOf(ids);
  return new Map([
    ...channels,
    ...threads.map(({ id, name, parent_id: parentId }): [string, Spot] => {
      const { place } = channels.get(parentId)!;
      return [id, { place, name, parentId }];
    }),
  ]);
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

/** The channels and threads of a scope that the `in:` among the parts leave: a channel's name stands for its threads, too. */
export function narrow(scope: Scope, parts: readonly SearchPart[]): string[] {
  const named = (value: string) => {
    const name = sameName(value.replace(/^#/, ''));
    const isNamed = (spot: Spot | undefined) => spot !== undefined && sameName(spot.name) === name;
    return (spot: Spot) => isNamed(spot) || isNamed(scope.get(spot.parentId ?? ''));
  };
  const wanted = parts.flatMap((part) =>
    part.kind === 'operator' && part.name === 'in' ? [{ not: part.not, holds: named(part.value) }] : [],
  );
  const only = wanted.filter(({ not }) => !not);
  return [...scope].flatMap(([id, spot]) =>
    (only.length === 0 || only.some(({ holds }) => holds(spot))) &&
    wanted.every(({ not, holds }) => !not || !holds(spot))
      ? [id]
      : [],
  );
}

export const communityIdsOf = (scope: Scope): string[] => [
  ...new Set([...scope.values()].flatMap(({ place }) => (place.kind === 'community' ? [place.id] : []))),
];
