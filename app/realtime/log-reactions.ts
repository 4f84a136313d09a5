import type { MessageDto } from '#contract/messages';
import { laterPoll, type PollChange, type PollTally } from '#contract/polls';
import type { ReactionChange, ReactionDto, ReactionsCleared } from '#contract/reactions';
import type { ChannelLog } from './channel-log.ts';

/** A change of a message's reactions, as its reader sees it, or of its poll. */
export type HeldReaction = Pick<ReactionChange, 'messageId' | 'version'> &
  (
    | { kind: 'changed'; emoji: string; count: number; added: boolean; own: boolean }
    | { kind: 'cleared'; emoji: string | null }
    | { kind: 'polled'; tally: PollTally }
  );

export const heldChange = (change: ReactionChange, viewerId: string): HeldReaction => {
  const { messageId, version, emoji, count, added, accountId } = change;
  return { kind: 'changed', messageId, version, emoji, count, added, own: accountId === viewerId };
};

export const heldClearing = ({ messageId, version, emoji }: ReactionsCleared): HeldReaction => ({
  kind: 'cleared',
  ...{ messageId, version, emoji },
});

export const heldPoll = (change: PollChange): HeldReaction => {
  const { messageId, version, rev, votes, voters, ended } = change;
  return { kind: 'polled', messageId, version, tally: { rev, votes, voters, ended } };
};

/** A message with what is known of its poll from an earlier or later form of it. */
export const withKnownPoll = (message: MessageDto, known: MessageDto | undefined): MessageDto =>
  message.poll && known?.poll ? { ...message, poll: laterPoll(known.poll, message.poll) } : message;

/** Up to which version the reactions that a message shows are those that it had. */
export const reactionsAt = (log: ChannelLog, message: MessageDto): number =>
  log.reactionsAt[message.id] ?? message.version;

/**
 * A message whose text is news, with the reactions that are known of it: its own, if it tells them, unless those that are
 * shown are of a later version; else those that are shown.
 */
export function withKnownReactions(
  log: ChannelLog,
  message: MessageDto,
  present: MessageDto | undefined,
): { message: MessageDto; at: number } {
  const shownAt = present ? reactionsAt(log, present) : message.seq;
  const polled = withKnownPoll(message, present);
  if (message.reactions && message.version >= shownAt) return { message: polled, at: message.version };
  return { message: { ...polled, reactions: present?.reactions ?? [] }, at: shownAt };
}

/** Remembers up to which version a message's reactions are, where that is not the message's own. */
export function markReactions(log: ChannelLog, message: MessageDto, at: number): ChannelLog['reactionsAt'] {
  if (at < message.version) return { ...log.reactionsAt, [message.id]: at };
  if (!(message.id in log.reactionsAt)) return log.reactionsAt;
  const { [message.id]: _, ...rest } = log.reactionsAt;
  return rest;
}

/**
 * The log after a change whose turn it is: all before it are in. A message that knows of it already, and one outside the
 * stretch, stay as they are.
 */
export function applyReaction(log: ChannelLog, change: HeldReaction): ChannelLog {
  const index = log.messages.findIndex(({ id }) => id === change.messageId);
  const message = log.messages[index];
  if (!message || reactionsAt(log, message) >= change.version) return log;
  const next: MessageDto = {
    ...message,
    version: Math.max(message.version, change.version),
    ...(change.kind === 'polled'
      ? message.poll && { poll: laterPoll(message.poll, { ...message.poll, ...change.tally }) }
      : { reactions: reactionsAfter(message.reactions ?? [], change) }),
  };
  return {
    ...log,
    messages: log.messages.with(index, next),
    reactionsAt: markReactions(log, next, change.version),
  };
}

function reactionsAfter(
  reactions: readonly ReactionDto[],
  change: Exclude<HeldReaction, { kind: 'polled' }>,
): ReactionDto[] {
  if (change.kind === 'cleared')
    return change.emoji === null ? [] : reactions.filter(({ emoji }) => emoji !== change.emoji);
  const { emoji, count, added, own } = change;
  if (count === 0) return reactions.filter((each) => each.emoji !== emoji);
  const known = reactions.find((each) => each.emoji === emoji);
  const mine = own ? added : (known?.mine ?? false);
  if (!known) return [...reactions, { emoji, count, mine }];
  return reactions.map((each) => (each === known ? { emoji, count, mine } : each));
}
