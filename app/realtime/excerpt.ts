import { type MessageDto, messageLimits } from '#contract/messages';

/** The one line that a reply shows of the message it answers; null when that message was deleted. */
export function excerptOf(message: MessageDto): string | null {
  if (message.body === null || message.deletedAt !== null) return null;
  return message.body.replaceAll(/\s+/g, ' ').trim().slice(0, messageLimits.excerptMax);
}
