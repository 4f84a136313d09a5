import type { ThreadDto } from './contract.ts';
import type { ChannelGrant } from '#server/domains/channels/index.ts';
import { idsNamed, lineOf, nameMentions, plainTextOf } from '#server/domains/messages/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { accessThread, announce, type ThreadGrant } from './access-thread.ts';
import { threadLimits, unnamed } from './contract.ts';
import type { ThreadDeps } from './deps.ts';
import type { UpdateThreadInput } from './input.ts';
import type { RootRow } from './store.ts';
import { takeTurn } from './take-turn.ts';

/**
 * Begins a thread at a message, or answers the one that is there: of several who begin it at once, all get the same.
 * Its name is judged by the filters; without one it is called by what the message says.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN without `thread.create`, FORBIDDEN message.filtered, RATE_LIMITED
 */
export async function createThread(
  deps: ThreadDeps,
  ctx: Ctx,
  input: { messageId: string; name?: string | undefined },
): Promise<ThreadDto> {
  const root = await deps.store.findRoot(input.messageId);
  if (!root) throw notFound();
  const { account, place, channel, permissions } = await deps.access.accessChannel(
    ctx,
    root.channel_id,
    'channel.view',
  );
  if (place.kind !== 'community' || channel.parentId || root.deleted_at) throw notFound();
  if (root.thread_id) return dtoOf(deps, root.thread_id);
  if (!permissions.has('thread.create')) throw forbidden();
  if (input.name !== undefined) judgeName(deps, { account, place, permissions }, channel.id, input.name);
  takeTurn(deps, account.id);
  const name = input.name ?? (await nameFrom(deps, root, place));
  const id = newId();
  const isNew = await deps.bus.transaction(async (tx, publish) => {
    const thread = {
      id,
      communityId: place.id,
      parentId: channel.id,
      rootId: root.id,
      createdById: account.id,
    };
    if (!(await deps.store.insert(tx, { ...thread, name }))) return false;
    await deps.store.follow(tx, id, [account.id]);
    await publish('thread.changed', { threadId: id });
    return true;
  });
  const threadId = isNew ? id : await deps.store.threadOf(root.id);
  if (!threadId) throw notFound();
  const thread = await dtoOf(deps, threadId);
  if (isNew) {
    await announce(deps, id);
    deps.signals.followed(account.id, { thread, isFollowed: true });
  }
  return thread;
}

/**
 * Its name, which the filters judge as they do a message, and whether it is archived: by who began it, or who may manage
 * messages. Once archived it is pinned no more; reopened, it is quiet only after as long as it says from then on.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, FORBIDDEN message.filtered
 */
export async function updateThread(deps: ThreadDeps, ctx: Ctx, input: UpdateThreadInput): Promise<void> {
  const grant = await accessThread(deps, ctx, input.threadId, 'channel.view');
  if (!mayChange(grant)) throw forbidden();
  const { name, archived, archiveHours } = input;
  if (name !== undefined && name !== grant.channel.name) judgeName(deps, grant, grant.thread.parentId, name);
  await change(deps, input.threadId, {
    ...(name !== undefined && { name }),
    ...(archived === true && { archivedAt: deps.clock.now(), pinnedAt: null }),
    ...(archived === false && { archivedAt: null, reopenedAt: deps.clock.now() }),
    ...(archiveHours !== undefined && { archiveAfter: archiveHours * 60 }),
  });
}

/** Closes a thread to all but moderators, or opens it; recorded. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function lockThread(
  deps: ThreadDeps,
  ctx: Ctx,
  { threadId, locked }: { threadId: string; locked: boolean },
): Promise<void> {
  const { place, channel } = await accessThread(deps, ctx, threadId, 'message.manage');
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.update(tx, threadId, { locked }))) throw notFound();
    const target = { kind: 'channel' as const, id: threadId, name: channel.name };
    await deps.audit.record(tx, ctx, place.id, [
      { action: 'channel.lock', target, before: { locked: !locked }, after: { locked } },
    ]);
    await publish('thread.changed', { threadId });
  });
  await announce(deps, threadId);
}

/** Hears of what is said in it, or no longer. @throws {AppError} NOT_FOUND */
export async function followThread(
  deps: ThreadDeps,
  ctx: Ctx,
  { threadId, following }: { threadId: string; following: boolean },
): Promise<void> {
  const { account } = await accessThread(deps, ctx, threadId, 'channel.view');
  await deps.bus.transaction(async (tx, publish) => {
    if (following) await deps.store.follow(tx, threadId, [account.id]);
    else await deps.store.unfollow(tx, threadId, account.id);
    await publish('thread.changed', { threadId });
  });
  deps.signals.followed(account.id, { thread: await dtoOf(deps, threadId), isFollowed: following });
}

/** Who writes follows it, and it is at hand again. A query only where that was not so. */
export async function noteWriting(deps: ThreadDeps, ctx: Ctx, threadId: string): Promise<void> {
  const { account } = requireUser(ctx);
  const thread = deps.directory.readyThread(threadId) ?? (await deps.directory.thread(threadId));
  if (!thread || (thread.followers.has(account.id) && !thread.isArchived)) return;
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.follow(tx, threadId, [account.id]);
    if (thread.isArchived) await deps.store.update(tx, threadId, { archivedAt: null });
    await publish('thread.changed', { threadId });
  });
  if (thread.isArchived) await announce(deps, threadId);
  if (!thread.followers.has(account.id))
    deps.signals.followed(account.id, { thread: await dtoOf(deps, threadId), isFollowed: true });
}

/** Archives threads that nobody wrote in, reopened or pinned for as long as each says; how many. */
export async function archiveQuietThreads(deps: ThreadDeps): Promise<number> {
  const ids = await deps.store.archiveQuiet(deps.clock.now());
  for (const threadId of ids) {
    await deps.bus.transaction((_tx, publish) => publish('thread.changed', { threadId }));
    await announce(deps, threadId);
  }
  return ids.length;
}

/** By the filters that hold in the channel that the thread belongs to. @throws {AppError} FORBIDDEN message.filtered */
function judgeName(
  deps: ThreadDeps,
  { account, place, permissions }: Pick<ChannelGrant<CommunityView>, 'account' | 'place' | 'permissions'>,
  channelId: string,
  name: string,
): void {
  const writer = { accountId: account.id, channelId, isModerator: permissions.has('message.manage') };
  const rule = deps.filters.judge(place, writer, { body: name, tree: null });
  if (rule && rule.action !== 'alert')
    throw new AppError('FORBIDDEN', 'A filter of this community stops this name.', {
      reason: 'message.filtered',
      detail: rule.notice,
    });
}

const mayChange = ({ account, thread, permissions }: ThreadGrant): boolean =>
  permissions.has('message.manage') || (thread.createdById === account.id && permissions.has('message.send'));

async function change(
  deps: ThreadDeps,
  threadId: string,
  data: Parameters<ThreadDeps['store']['update']>[2],
): Promise<void> {
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.update(tx, threadId, data))) throw notFound();
    await publish('thread.changed', { threadId });
  });
  await announce(deps, threadId);
}

/** A thread as it is known now. @throws {AppError} NOT_FOUND */
export async function dtoOf(deps: ThreadDeps, threadId: string): Promise<ThreadDto> {
  const thread = await deps.directory.thread(threadId);
  if (!thread) throw notFound();
  return thread.toDto();
}

/**
 * The first words of a message as an excerpt has them: without marks, spoilers blotted out, people by their names. A
 * forward without a comment has none of its own.
 */
async function nameFrom(deps: ThreadDeps, root: RootRow, place: CommunityView): Promise<string> {
  const text = plainTextOf(root);
  const people = await deps.store.namesOf(idsNamed([text]));
  // Everybody reads it who may view the channel: it names no channel that some of them may not know of.
  const nobody = '';
  return lineOf(nameMentions(text, place, nobody, people), threadLimits.nameMax) || unnamed;
}
