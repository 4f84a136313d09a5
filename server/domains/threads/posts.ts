import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/errors.ts';
import { announce, listenersOf } from './access-thread.ts';
import type { ThreadDeps } from './deps.ts';
import { dtoOf } from './manage-threads.ts';

// What a forum does with its posts, which are threads: who may is the forum's to know.

export interface NewPost {
  id: string;
  communityId: string;
  parentId: string;
  name: string;
  createdById: string;
  archiveAfter: number;
}

/** Makes the thread of a post within `tx`; who writes it follows it. */
export async function insertPost(deps: ThreadDeps, tx: Tx, post: NewPost): Promise<void> {
  await deps.store.insertPost(tx, post);
  await deps.store.follow(tx, post.id, [post.createdById]);
}

/** After the commit of a post: tells its author's devices, who has the forum open, and all who may see the forum. */
export async function tellPost(
  deps: ThreadDeps,
  threadId: string,
  { version, posted }: { version: number; posted: number },
): Promise<void> {
  const thread = await dtoOf(deps, threadId);
  await announce(deps, threadId);
  deps.signals.begun(thread.parentId, version, posted);
  if (thread.createdById) deps.signals.followed(thread.createdById, { thread, isFollowed: true });
}

/** Changes a post, and what `act` changes with it. @throws {AppError} NOT_FOUND, and what `act` throws */
export async function changePost(
  deps: ThreadDeps,
  threadId: string,
  act: (tx: Tx) => Promise<void>,
  data: { pinnedAt?: Date | null; archivedAt?: null } = {},
): Promise<void> {
  await deps.bus.transaction(async (tx, publish) => {
    await act(tx);
    if (!(await deps.store.update(tx, threadId, data))) throw notFound();
    await publish('thread.changed', { threadId });
  });
  await announce(deps, threadId);
}

/** Takes a post out of sight, with what `act` does. @throws {AppError} NOT_FOUND, and what `act` throws */
export async function removePost(
  deps: ThreadDeps,
  threadId: string,
  act: (tx: Tx) => Promise<void>,
): Promise<void> {
  const thread = await deps.directory.thread(threadId);
  if (!thread) throw notFound();
  const listeners = await listenersOf(deps, thread);
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.remove(tx, threadId, deps.clock.now()))) throw notFound();
    await act(tx);
    await publish('thread.changed', { threadId });
  });
  deps.signals.removed(threadId, thread.parentId, listeners);
}

/** Whether somebody else's words are in a thread, which is held until `tx` ends: nobody writes there meanwhile. */
export const othersWrote = (
  deps: ThreadDeps,
  tx: Tx,
  threadId: string,
  accountId: string,
): Promise<boolean> => deps.store.othersWrote(tx, threadId, accountId);
