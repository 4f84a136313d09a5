import type { Admin, CurrentSettings } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Conversations } from '#server/domains/conversations/index.ts';
import type { Filters } from '#server/domains/filters/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Reports } from '#server/domains/reports/index.ts';
import type { Threads } from '#server/domains/threads/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import { unavailable } from '#server/platform/errors.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { ChannelLine } from './channel-line.ts';
import { beginThread } from './begin-thread.ts';
import { deleteRecent } from './delete-recent.ts';
import { deleteMessage, editMessage, restoreMessage } from './change-message.ts';
import { deleteMessages, restoreMessages } from './delete-many.ts';
import type { MessageDeps } from './deps.ts';
import { forwardMessage } from './forward-message.ts';
import { forgetAuthor } from './forget-author.ts';
import * as input from './input.ts';
import { purgeDeletedText } from './jobs.ts';
import { listPins, pinMessage, unpinMessage } from './pin-message.ts';
import { listByIds } from './list-by-ids.ts';
import { listPreviews } from './list-previews.ts';
import { getChanges, getPage } from './read-history.ts';
import { approveHeld, listHeld, purgeHeld, refuseHeld } from './review-held.ts';
import { keepPace, sendMessage } from './send-message.ts';
import type { MessageSignals } from './signals.ts';
import { SlowMode } from './slow-mode.ts';
import { createStore } from './store.ts';
import { MessageWriter } from './writer.ts';

export { accountsNamed } from './accounts-named.ts';
export { parseMarkdown } from './markdown.ts';
export { idsNamed, nameMentions } from './name-mentions.ts';
export { ownVotesColumn, pollColumn, type PollRow, presentPoll } from './poll.ts';
export { authorOf, lineOf, plainTextOf, presentAuthor } from './present.ts';
export type { MentionNote, MessageSignals } from './signals.ts';

const paceOf = ({ limits }: CurrentSettings): [perSecond: number, burst: number] => [
  limits.messagesPerSecond,
  limits.messagesBurst,
];

export function createMessages(
  platform: Platform,
  domains: {
    access: CommunityAccess;
    directory: Directory;
    admin: Admin;
    audit: Audit;
    conversations: Conversations;
    filters: Filters;
    reports: Reports;
    threads: Threads;
    signals: MessageSignals;
    usernameSkeleton: (name: string) => string;
  },
) {
  const store = createStore(platform.db);
  const { databasePool, statementTimeoutMs } = platform.config;
  const { admin } = domains;
  let posted = 0;
  const signals: MessageSignals = {
    created: (messages, reads) => {
      posted += messages.length;
      domains.signals.created(messages, reads);
    },
    updated: (message, channelPosted) => domains.signals.updated(message, channelPosted),
    mentioned: (notes) => domains.signals.mentioned(notes),
    moved: (...moved) => domains.signals.moved(...moved),
  };
  const line = new ChannelLine(Math.max(1, Math.floor(databasePool / 2)), statementTimeoutMs);
  const writer = new MessageWriter(store, signals, line, () => unavailable(2));
  const deps: MessageDeps = {
    ...platform,
    ...domains,
    signals,
    store,
    writer,
    line,
    limits: () => admin.current().limits,
    pace: new TokenBuckets(...paceOf(admin.current())),
    slowMode: new SlowMode(),
  };
  admin.onChange((settings) => deps.pace.limit(...paceOf(settings)));
  return {
    ...bindAll(deps, {
      approveHeld: checked(input.approveHeldInput, approveHeld),
      beginThread,
      deleteMessage: checked(input.deleteMessageInput, deleteMessage),
      deleteMessages: checked(input.deleteMessagesInput, deleteMessages),
      deleteRecent,
      editMessage: checked(input.editMessageInput, editMessage),
      forgetAuthor,
      forwardMessage: checked(input.forwardMessageInput, forwardMessage),
      getChanges: checked(input.changesInput, getChanges),
      getPage: checked(input.pageInput, getPage),
      listByIds,
      listHeld: checked(input.communityIdInput, listHeld),
      listPins: checked(input.channelIdInput, listPins),
      listPreviews: checked(input.previewsInput, listPreviews),
      pinMessage: checked(input.messageIdInput, pinMessage),
      purgeDeletedText,
      purgeHeld,
      refuseHeld: checked(input.refuseHeldInput, refuseHeld),
      restoreMessage: checked(input.messageIdInput, restoreMessage),
      restoreMessages: checked(input.restoreMessagesInput, restoreMessages),
      sendMessage: checked(input.sendMessageInput, sendMessage),
      unpinMessage: checked(input.messageIdInput, unpinMessage),
    }),
    /** Counts one more of an account's messages or changes of messages. @throws {AppError} RATE_LIMITED */
    keepPace: (accountId: string) => keepPace(deps, accountId),
    /** Whether an author has sent a message with this key, deleted meanwhile or not. */
    wasSent: async (authorId: string, clientId: string): Promise<boolean> =>
      (await store.findByClientId(authorId, clientId)) !== undefined,
    /** Runs a change of messages in its channel's line. @throws {AppError} UNAVAILABLE, and what it throws */
    inLine: <T>(channelId: string, task: () => Promise<T>): Promise<T> => line.run(channelId, task),
    /** How many messages were posted through this process since it was last asked. */
    takePosted: (): number => {
      const taken = posted;
      posted = 0;
      return taken;
    },
    /** Settled when every accepted message is written. */
    drained: () => writer.drained(),
  };
}

export type Messages = ReturnType<typeof createMessages>;
