import type { Admin, CurrentSettings } from '#server/domains/admin/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import { unavailable } from '#server/platform/errors.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { ChannelLine } from './channel-line.ts';
import { deleteMessage, editMessage, restoreMessage } from './change-message.ts';
import type { MessageDeps } from './deps.ts';
import { forgetAuthor } from './forget-author.ts';
import { changesInput, editMessageInput, messageIdInput, pageInput, sendMessageInput } from './input.ts';
import { purgeDeletedText } from './jobs.ts';
import { getChanges, getPage } from './read-history.ts';
import { sendMessage } from './send-message.ts';
import type { MessageSignals } from './signals.ts';
import { createStore } from './store.ts';
import { MessageWriter } from './writer.ts';

export { parseMarkdown } from './markdown.ts';
export type { MessageSignals } from './signals.ts';

const paceOf = ({ limits }: CurrentSettings): [perSecond: number, burst: number] => [
  limits.messagesPerSecond,
  limits.messagesBurst,
];

export function createMessages(
  platform: Platform,
  domains: { access: CommunityAccess; admin: Admin; signals: MessageSignals },
) {
  const store = createStore(platform.db);
  const { databasePool, statementTimeoutMs } = platform.config;
  const { access, admin } = domains;
  let posted = 0;
  const signals: MessageSignals = {
    created: (messages, reads) => {
      posted += messages.length;
      domains.signals.created(messages, reads);
    },
    updated: (message, channelPosted) => domains.signals.updated(message, channelPosted),
  };
  const line = new ChannelLine(Math.max(1, Math.floor(databasePool / 2)), statementTimeoutMs);
  const writer = new MessageWriter(store, signals, line, () => unavailable(2));
  const deps: MessageDeps = {
    ...platform,
    access,
    signals,
    store,
    writer,
    line,
    limits: () => admin.current().limits,
    pace: new TokenBuckets(...paceOf(admin.current())),
  };
  admin.onChange((settings) => deps.pace.limit(...paceOf(settings)));
  return {
    ...bindAll(deps, {
      deleteMessage: checked(messageIdInput, deleteMessage),
      forgetAuthor,
      editMessage: checked(editMessageInput, editMessage),
      getChanges: checked(changesInput, getChanges),
      getPage: checked(pageInput, getPage),
      purgeDeletedText,
      restoreMessage: checked(messageIdInput, restoreMessage),
      sendMessage: checked(sendMessageInput, sendMessage),
    }),
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
