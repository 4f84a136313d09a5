import type { CommunityColour, CommunitySummary } from '#contract/communities';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { AboutDto, PersonDto, ProfileDto } from './contract.ts';
import type { ProfileDeps } from './deps.ts';
import type { ProfileRow } from './store.ts';

const present = (row: ProfileRow): ProfileDto => ({
  pronouns: row.pronouns ?? '',
  bio: row.bio ?? '',
  bioTree: row.bio_tree,
  accent: row.accent as CommunityColour | null,
  timeZone: row.time_zone,
});

const summary = ({ id, name, colour, letter }: CommunityView): CommunitySummary => ({
  id,
  name,
  colour,
  letter,
});

/** The communities that two are both members of. */
const mutualCommunities = async (
  deps: ProfileDeps,
  viewerId: string,
  accountId: string,
): Promise<CommunityView[]> =>
  (await deps.directory.communitiesOf(viewerId)).filter((view) => view.isMember(accountId));

/** What a viewer may know of somebody; the caller knows that they share a place. */
export async function describe(deps: ProfileDeps, viewerId: string, accountId: string): Promise<AboutDto> {
  const [row, mutual, presence] = await Promise.all([
    deps.store.findAbout(viewerId, accountId),
    viewerId === accountId ? [] : mutualCommunities(deps, viewerId, accountId),
    deps.presence.presenceFor(viewerId, accountId),
  ]);
  return {
    ...present(row),
    presence,
    mutual: mutual.map(summary),
    note: viewerId === accountId ? null : (row.note ?? ''),
  };
}

/**
 * A person with whom the viewer shares a place. Strangers do not exist for one another.
 * @throws {AppError} NOT_FOUND
 */
export async function getProfile(
  deps: ProfileDeps,
  ctx: Ctx,
  { accountId }: { accountId: string },
): Promise<PersonDto> {
  const viewerId = requireUser(ctx).account.id;
  await expectSharedPlace(deps, viewerId, accountId);
  const [account, about] = await Promise.all([
    deps.store.findAccount(accountId),
    describe(deps, viewerId, accountId),
  ]);
  if (!account) throw notFound();
  return { account, about };
}

/** @throws {AppError} NOT_FOUND for strangers; oneself is none */
export async function expectSharedPlace(
  deps: ProfileDeps,
  viewerId: string,
  accountId: string,
): Promise<void> {
  if (!(await deps.presence.sharePlace(viewerId, accountId))) throw notFound();
}

/** What the viewer says about themselves. */
export async function getOwnProfile(deps: ProfileDeps, ctx: Ctx): Promise<ProfileDto> {
  const { id } = requireUser(ctx).account;
  return present(await deps.store.findAbout(id, id));
}
