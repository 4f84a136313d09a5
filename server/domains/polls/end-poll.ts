import { describeError } from '#server/platform/logger.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { forbidden } from '#server/platform/errors.ts';
import { accessPoll } from './access-poll.ts';
import type { PollOfMessage } from './contract.ts';
import type { PollDeps } from './deps.ts';
import { getPoll } from './get-poll.ts';
import { tellChange } from './tell-change.ts';

/**
 * Ends a poll before its time: its author, or who may manage messages there, which is recorded (not what anybody chose).
 * One that has ended stays as it is.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED, UNAVAILABLE
 */
export async function endPoll(
  deps: PollDeps,
  ctx: Ctx,
  { messageId, reason }: { messageId: string; reason?: string | undefined },
): Promise<PollOfMessage> {
  const { account, place, channel, permissions, row } = await accessPoll(
    deps,
    ctx,
    messageId,
    'channel.view',
  );
  const isOwn = row.author_id === account.id;
  if (!isOwn && !permissions.has('message.manage')) throw forbidden();
  deps.messages.keepPace(account.id);
  const communityId = place.kind === 'community' ? place.id : null;
  await finish(deps, { messageId, channelId: channel.id, communityId, actorId: account.id }, async (tx) => {
    // A conversation has no moderators, and so no log.
    if (isOwn || !communityId) return;
    await deps.audit.record(tx, ctx, communityId, [
      {
        action: 'message.poll_end',
        target: { kind: 'message', id: messageId, name: row.display_name ?? '' },
        after: { channel: channel.name, author: row.author_id },
        reason,
      },
    ]);
  });
  return getPoll(deps, ctx, { messageId });
}

/** Polls ended in one go: each holds its channel's lock for a moment. */
const portion = 50;

/** Ends the polls whose time is over, has open pages show it, and tells their authors; how many. */
export async function endDuePolls(deps: PollDeps): Promise<number> {
  const due = await deps.store.listDue(portion);
  let count = 0;
  for (const { message_id: messageId, channel_id: channelId } of due) {
    try {
      await finish(deps, { messageId, channelId, communityId: null, actorId: null });
      count += 1;
    } catch (error) {
      // The others do not wait for one whose channel is held; it is due again with the next round.
      deps.log.warn({ error: describeError(error), messageId }, 'a poll could not be ended');
    }
  }
  return count;
}

interface Ending {
  messageId: string;
  channelId: string;
  communityId: string | null;
  /** Who ended it; null: its time did. */
  actorId: string | null;
}

/** No vote comes after this: votes and the end stand in one line, behind the channel's lock. */
async function finish(
  deps: PollDeps,
  { messageId, channelId, communityId, actorId }: Ending,
  record: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const ended = await deps.messages.inLine(channelId, () =>
    deps.bus.transaction(async (tx, publish) => {
      if (!(await deps.store.lockChannel(tx, channelId))) return undefined;
      const done = await deps.store.end(tx, { messageId, channelId });
      if (!done) return undefined;
      await record(tx);
      if (done.author_id)
        await deps.news.notify(
          { tx, publish },
          {
            ...{ accountId: done.author_id, kind: 'poll.ended' },
            ...{ messageId, channelId, communityId, actorId },
            key: `poll:${messageId}`,
          },
        );
      return done;
    }),
  );
  if (ended) tellChange(deps, { channelId, messageId }, ended, ended);
}
