import { grantChannel, grantCommunity } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import { messageLimits, type HeldMessageDto, type MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { parseMarkdown } from './markdown.ts';
import { targetsOf } from './mentions.ts';
import { findReply, pinged, postWithin } from './send-message.ts';

interface HeldInput {
  communityId: string;
  heldId: string;
}

/** Channels of which somebody may manage the messages. */
const moderatedBy = (view: CommunityView, accountId: string): string[] =>
  [...view.channels.keys()].filter((id) => view.permissionsOf(accountId, id).has('message.manage'));

/** Messages that wait in the channels that the viewer moderates, the oldest first. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function listHeld(
  deps: MessageDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<HeldMessageDto[]> {
  const { account, community } = await deps.access.accessCommunity(ctx, communityId);
  const channelIds = moderatedBy(community, account.id);
  if (channelIds.length === 0) throw forbidden();
  const rows = await deps.store.listHeld(communityId, channelIds);
  return rows.map((row) => ({
    id: row.id,
    channel: { id: row.channelId, name: community.channels.get(row.channelId)?.name ?? '' },
    author: row.author,
    body: row.body,
    filterName: row.filterName,
    createdAt: row.createdAt.toISOString(),
    mayPost: mayWrite(community, row.authorId, row.channelId),
  }));
}

/**
 * Posts a message that was held back, as its author and by its own `clientId`: as if it were sent at this moment. Of
 * two moderators who decide at once one does.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT moderation.decided, CONFLICT held.author_gone
 */
export async function approveHeld(deps: MessageDeps, ctx: Ctx, input: HeldInput): Promise<MessageDto> {
  const { known, community: seen } = await find(deps, ctx, input);
  // Before the lock, and not within the transaction, which would wait for a second connection.
  const addressesAll = seen.permissionsOf(known.authorId, known.channelId).has('mention.everyone');
  const tree = parseMarkdown(known.body, addressesAll);
  const replyTo =
    known.replyToId && (await findReply(deps, seen, known.channelId, known.replyToId).catch(() => null));
  const { message, announce } = await decide(deps, ctx, input, known, async (change, held) => {
    const { tx, community, note } = change;
    if (!mayWrite(community, held.authorId, held.channelId))
      throw new AppError('CONFLICT', 'Its author may not write there any more.', {
        reason: 'held.author_gone',
      });
    if (!(await deps.store.deleteHeld(tx, held.id))) throw decided();
    const { channelId, clientId, body } = held;
    const channel = community.channels.get(channelId);
    if (!channel) throw decided();
    const permissions = community.permissionsOf(held.authorId, channelId);
    const mentions = [
      ...targetsOf({ place: community, channel, permissions }, tree),
      ...pinged({ account: held.author, place: community }, replyTo || null),
    ];
    const text = { channelId, clientId, body, tree, replyTo: replyTo || null, mentions };
    const posted = await postWithin(deps, tx, community, held.author, text);
    note({
      action: 'message.approve',
      target: { kind: 'message', id: posted.message.id, name: held.author.displayName },
      after: { channel: community.channels.get(channelId)?.name ?? '', filter: held.filterName },
    });
    return posted;
  });
  announce();
  return message;
}

/**
 * Keeps a held message from being posted for good. Its author hears so, with the reason, when they look again.
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT moderation.decided
 */
export async function refuseHeld(
  deps: MessageDeps,
  ctx: Ctx,
  { reason = '', ...input }: HeldInput & { reason?: string | undefined },
): Promise<void> {
  const { known } = await find(deps, ctx, input);
  await decide(deps, ctx, input, known, async ({ tx, community, note }, held) => {
    if (!(await deps.store.refuseHeld(tx, held.id, deps.clock.now(), reason))) throw decided();
    note({
      action: 'message.refuse',
      target: { kind: 'message', id: held.id, name: held.author.displayName },
      after: { channel: community.channels.get(held.channelId)?.name ?? '', filter: held.filterName },
      reason,
    });
  });
}

type Change = Parameters<Parameters<MessageDeps['audit']['changeCommunity']>[2]>[0];
type Held = NonNullable<Awaited<ReturnType<MessageDeps['store']['findHeld']>>>;

/** From memory: a held message that one may decide about. @throws {AppError} NOT_FOUND, FORBIDDEN */
async function find(deps: MessageDeps, ctx: Ctx, { communityId, heldId }: HeldInput) {
  const { community } = await deps.access.accessCommunity(ctx, communityId);
  const known = await deps.store.findHeld(communityId, heldId);
  if (!known) {
    // To who moderates nowhere there is no such list.
    if (moderatedBy(community, grantCommunity(ctx, community).account.id).length === 0) throw forbidden();
    throw notFound();
  }
  grantChannel(ctx, community, known.channelId, 'message.manage');
  return { community, known };
}

async function decide<T>(
  deps: MessageDeps,
  ctx: Ctx,
  { communityId, heldId }: HeldInput,
  known: Held,
  act: (change: Change, held: Held) => Promise<T>,
): Promise<T> {
  return deps.audit.changeCommunity(ctx, communityId, async (change) => {
    grantChannel(ctx, change.community, known.channelId, 'message.manage');
    const held = await deps.store.findHeld(communityId, heldId, change.tx);
    if (!held) throw decided();
    return act(change, held);
  });
}

const mayWrite = (view: CommunityView, accountId: string, channelId: string): boolean =>
  view.permissionsOf(accountId, channelId).has('message.send');

const decided = () => new AppError('CONFLICT', 'Somebody else was faster.', { reason: 'moderation.decided' });

const dayMs = 24 * 60 * 60_000;

/** Removes held messages that were kept long enough, decided or not; how many. */
export async function purgeHeld(deps: MessageDeps): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - messageLimits.heldDays * dayMs);
  return deps.bus.transaction(async (tx, publish) => {
    const communityIds = await deps.store.purgeHeld(tx, before);
    for (const communityId of new Set(communityIds)) await publish('community.changed', { communityId });
    return communityIds.length;
  });
}
