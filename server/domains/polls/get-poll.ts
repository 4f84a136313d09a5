import { presentAuthor, presentPoll } from '#server/domains/messages/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { accessPoll } from './access-poll.ts';
import { pollLimits, type PollOfMessage, type VoterPage } from './contract.ts';
import type { PollDeps } from './deps.ts';

/** A poll as it stands, with what the reader chose. @throws {AppError} NOT_FOUND */
export async function getPoll(
  deps: PollDeps,
  ctx: Ctx,
  { messageId }: { messageId: string },
): Promise<PollOfMessage> {
  const { account, channel } = await accessPoll(deps, ctx, messageId, 'channel.view');
  const row = await deps.store.find(messageId, account.id);
  if (!row) throw notFound();
  return { channelId: channel.id, messageId, poll: presentPoll(row.poll, row.own) };
}

const first = '00000000-0000-0000-0000-000000000000';

/**
 * A page of at most 50 of those who chose an answer, in an order that says nothing of when. Of an anonymous poll nobody
 * is told that, its author and the owner neither.
 *
 * @throws {AppError} NOT_FOUND, INVALID (there is no such answer), FORBIDDEN poll.anonymous
 */
export async function listVoters(
  deps: PollDeps,
  ctx: Ctx,
  { messageId, answer, after }: { messageId: string; answer: number; after?: string | undefined },
): Promise<VoterPage> {
  const { place, row } = await accessPoll(deps, ctx, messageId, 'channel.view');
  if (row.anonymous)
    throw new AppError('FORBIDDEN', 'Nobody is told who voted for what in this poll.', {
      reason: 'poll.anonymous',
    });
  if (answer >= row.answers) throw invalid({ answer: 'invalid' });
  const { pageSize } = pollLimits;
  const rows = await deps.store.listVoters(messageId, answer, after ?? first, pageSize + 1);
  const page = rows.slice(0, pageSize);
  return {
    voters: page.map(({ account_id, username, display_name }) =>
      presentAuthor({ id: account_id, username, displayName: display_name }, place),
    ),
    next: rows.length > pageSize ? (page.at(-1)?.account_id ?? null) : null,
  };
}
