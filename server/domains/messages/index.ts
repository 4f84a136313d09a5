import type { CommunityAccess } from '#server/domains/channels/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import { unavailable } from '#server/platform/errors.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { ChannelLine } from './channel-line.ts';
import { deleteRecent } from './delete-recent.ts';
import { deleteMessage, editMessage, restoreMessage } from './change-message.ts';
import type { MessageDeps } from './deps.ts';
import { changesInput, editMessageInput, messageIdInput, pageInput, sendMessageInput } from './input.ts';
import { purgeDeletedText } from './jobs.ts';
import { getChanges, getPage } from './read-history.ts';
import { sendMessage } from './send-message.ts';
import type { MessageSignals } from './signals.ts';
import { createStore } from './store.ts';
import { MessageWriter } from './writer.ts';

export { parseMarkdown } from './markdown.ts';
export type { MessageSignals } from './signals.ts';

export function createMessages(
  platform: Platform,
  domains: { access: CommunityAccess; signals: MessageSignals },
) {
  const store = createStore(platform.db);
  const { databasePool, statementTimeoutMs, limits } = platform.config;
  const line = new ChannelLine(Math.max(1, Math.floor(databasePool / 2)), statementTimeoutMs);
  const writer = new MessageWriter(store, domains.signals, line, () => unavailable(2));
  const deps: MessageDeps = {
    ...platform,
    ...domains,
    store,
    writer,
    line,
    pace: new TokenBuckets(limits.messagesPerSecond, limits.messagesBurst),
  };
  return {
    ...bindAll(deps, {
      deleteMessage: checked(messageIdInput, deleteMessage),
      deleteRecent,
      editMessage: checked(editMessageInput, editMessage),
      getChanges: checked(changesInput, getChanges),
      getPage: checked(pageInput, getPage),
      purgeDeletedText,
      restoreMessage: checked(messageIdInput, restoreMessage),
      sendMessage: checked(sendMessageInput, sendMessage),
    }),
    /** Settled when every accepted message is written. */
    drained: () => writer.drained(),
  };
}

export type Messages = ReturnType<typeof createMessages>;
