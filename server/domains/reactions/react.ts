import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { describeError } from '#server/platform/logger.ts';
import type { News } from '#server/domains/notifications/index.ts';
import { accessReactions } from './access-reactions.ts';
import { type ReactionChange, reactionLimits } from './contract.ts';
import type { ReactionDeps } from './deps.ts';
import type { Outcome } from './store.ts';

interface Reaction {
  messageId: string;
  emoji: string;
}

/** Null: it was so already. */
export interface ReactionAnswer {
  change: ReactionChange | null;
}

/**
 * Reacts to a message. Once for an account and an emoji: a repetition changes nothing. At the pace of messages, as each
 * goes to everybody in the channel.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT message.reactions_full, UNAVAILABLE
 */
export async function addReaction(deps: ReactionDeps, ctx: Ctx, input: Reaction): Promise<ReactionAnswer> {
  const { account, place, channel, row } = await accessReactions(deps, ctx, input.messageId, 'message.react');
  deps.messages.keepPace(account.id);
  const key = { ...input, channelId: channel.id, accountId: account.id };
  const outcome = await deps.messages.inLine(channel.id, () => deps.store.add(key, newId()));
  if (!outcome) throw notFound();
  if (outcome.version === null && !outcome.known && outcome.kinds >= reactionLimits.kindsMax)
    throw new AppError('CONFLICT', 'This message has as many different reactions as it can hold.', {
      reason: 'message.reactions_full',
    });
  const answer = told(deps, key, outcome, true);
  if (answer.change && row.author_id)
    void tellAuthor(deps, {
      accountId: row.author_id,
      actorId: account.id,
      communityId: place.kind === 'community' ? place.id : null,
      channelId: channel.id,
      messageId: input.messageId,
      detail: input.emoji,
    });
  return answer;
}

/** All reactions to one message are one piece of news. Never fails: who reacted has done so. */
async function tellAuthor(deps: ReactionDeps, news: Omit<News, 'kind' | 'key'>): Promise<void> {
  try {
    const whole: News = { ...news, kind: 'reaction', key: `reaction:${news.messageId}` };
    await deps.bus.transaction((tx, publish) => deps.news.notify({ tx, publish }, whole));
  } catch (error) {
    deps.log.warn({ error: describeError(error) }, 'an author was not told of a reaction');
  }
}

/**
 * Takes one's own reaction back; who may no longer react still may. One that is not there changes nothing.
 *
 * @throws {AppError} NOT_FOUND, RATE_LIMITED, UNAVAILABLE
 */
export async function removeReaction(deps: ReactionDeps, ctx: Ctx, input: Reaction): Promise<ReactionAnswer> {
  const { account, channel } = await accessReactions(deps, ctx, input.messageId, 'channel.view');
  deps.messages.keepPace(account.id);
  const key = { ...input, channelId: channel.id, accountId: account.id };
  const outcome = await deps.messages.inLine(channel.id, () => deps.store.remove(key));
  if (!outcome) throw notFound();
  return told(deps, key, outcome, false);
}

function told(
  deps: ReactionDeps,
  key: Reaction & { channelId: string; accountId: string },
  { version, posted, count }: Outcome,
  added: boolean,
): ReactionAnswer {
  if (version === null || posted === null) return { change: null };
  const change: ReactionChange = { ...key, count, added, version };
  deps.signals.changed(change, posted);
  return { change };
}
