import { presentPoll } from '#server/domains/messages/index.ts';
import { invalid, notFound } from '#server/platform/errors.ts';
import type { Ctx } from '#server/platform/context.ts';
import { accessPoll, pollEnded } from './access-poll.ts';
import type { PollOfMessage } from './contract.ts';
import type { PollDeps } from './deps.ts';
import type { Moved, OwnPollRow } from './store.ts';
import { tellChange } from './tell-change.ts';

/**
 * Chooses an answer, beside what one chose before if the poll takes several, else in its place. Needs what reacting
 * needs: it shows to everybody as a number. Doing so twice changes nothing more. At the pace of messages.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, INVALID (there is no such answer), RATE_LIMITED, CONFLICT poll.ended,
 *   UNAVAILABLE
 */
export async function votePoll(
  deps: PollDeps,
  ctx: Ctx,
  { messageId, answer }: { messageId: string; answer: number },
): Promise<PollOfMessage> {
  const { account, channel, row } = await accessPoll(deps, ctx, messageId, 'message.react');
  if (answer >= row.answers) throw invalid({ answer: 'invalid' });
  return change(deps, { messageId, channelId: channel.id, accountId: account.id }, ({ poll, own }) =>
    poll.multiple ? [...new Set([...(own ?? []), answer])].toSorted((a, b) => a - b) : [answer],
  );
}

/**
 * Takes one's vote for an answer back, or all of one's votes; who may no longer vote still may, until the poll ends. One
 * that is not there changes nothing.
 *
 * @throws {AppError} NOT_FOUND, RATE_LIMITED, CONFLICT poll.ended, UNAVAILABLE
 */
export async function retractVote(
  deps: PollDeps,
  ctx: Ctx,
  { messageId, answer }: { messageId: string; answer?: number | undefined },
): Promise<PollOfMessage> {
  const { account, channel } = await accessPoll(deps, ctx, messageId, 'channel.view');
  return change(deps, { messageId, channelId: channel.id, accountId: account.id }, ({ own }) =>
    (own ?? []).filter((chosen) => answer !== undefined && chosen !== answer),
  );
}

interface Key {
  messageId: string;
  channelId: string;
  accountId: string;
}

/** Makes what `choose` says the account's choice, as the poll and the choice are once nobody else changes them. */
async function change(
  deps: PollDeps,
  key: Key,
  choose: (row: OwnPollRow) => number[],
): Promise<PollOfMessage> {
  deps.messages.keepPace(key.accountId);
  const { row, moved } = await deps.messages.inLine(key.channelId, () =>
    deps.bus.transaction(async (tx): Promise<{ row: OwnPollRow; moved?: Moved | undefined }> => {
      if (!(await deps.store.lockChannel(tx, key.channelId))) throw notFound();
      const before = await deps.store.findLocked(tx, key.messageId, key.accountId);
      if (!before) throw notFound();
      if (before.poll.ended) throw pollEnded();
      const own = before.own ?? [];
      const answers = choose(before);
      if (answers.join() === own.join()) return { row: before };
      const votes = before.poll.votes.map(
        (count, answer) => count + Number(answers.includes(answer)) - Number(own.includes(answer)),
      );
      const voters = before.poll.voters + Number(answers.length > 0) - Number(own.length > 0);
      const poll = { ...before.poll, votes, voters, rev: before.poll.rev + 1 };
      return {
        row: { poll, own: answers },
        moved: await deps.store.vote(tx, key, { answers, votes, voters }),
      };
    }),
  );
  const { channelId, messageId, accountId } = key;
  const poll: PollOfMessage = { channelId, messageId, poll: presentPoll(row.poll, row.own) };
  if (moved) tellChange(deps, { channelId, messageId }, row.poll, moved, { accountId, poll });
  return poll;
}
