import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Filters } from '#server/domains/filters/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { accessThread } from './access-thread.ts';
import type { ThreadDeps } from './deps.ts';
import { forgetThreads } from './forget-threads.ts';
import * as input from './input.ts';
import {
  archiveQuietThreads,
  createThread,
  followThread,
  lockThread,
  noteWriting,
  updateThread,
} from './manage-threads.ts';
import { changePost, insertPost, othersWrote, removePost, tellPost } from './posts.ts';
import { getThread, listFollowed, listThreads, present } from './read-threads.ts';
import type { ThreadSignals } from './signals.ts';
import { createStore } from './store.ts';
import { takeTurn } from './take-turn.ts';

export type { ThreadGrant } from './access-thread.ts';
export type { ThreadSignals } from './signals.ts';

/** Threads: channels below channels. What is said in them is the messages' and channels' affair. */
export function createThreads(
  platform: Platform,
  domains: {
    directory: Directory;
    access: CommunityAccess;
    audit: Audit;
    filters: Filters;
    signals: ThreadSignals;
  },
) {
  // Ten at once, then one a minute.
  const pace = new TokenBuckets(1 / 60, 10);
  const deps: ThreadDeps = { ...platform, ...domains, store: createStore(platform.db), pace };
  return bindAll(deps, {
    accessThread,
    archiveQuietThreads,
    changePost,
    createThread: checked(input.createThreadInput, createThread),
    forgetThreads,
    followThread: checked(input.followInput, followThread),
    getThread: checked(input.threadIdInput, getThread),
    insertPost,
    listFollowed,
    listThreads: checked(input.listThreadsInput, listThreads),
    lockThread: checked(input.lockThreadInput, lockThread),
    noteWriting,
    othersWrote,
    present,
    removePost,
    takeTurn,
    tellPost,
    updateThread: checked(input.updateThreadInput, updateThread),
  });
}

export type Threads = ReturnType<typeof createThreads>;
