import type { ReplyDto } from '#contract/messages';
import type { ErrorDto } from '#contract/protocol';

/** A message of this browser that the instance has not acknowledged yet. */
export interface OutboxEntry {
  clientId: string;
  accountId: string;
  channelId: string;
  body: string;
  replyTo: ReplyDto | null;
  /** Set when the author of what is answered is not to be told. */
  silent?: boolean;
  /** When it was written (ISO), by this browser's clock. */
  queuedAt: string;
  /** Place in the queue, over all tabs of the browser; 0 until it is stored. */
  order: number;
  /** The tab that answers for sending it. */
  tab: string;
  /** `held`: a moderator has to look at it first; it arrives when they let it, and is asked about at each start. */
  state: 'waiting' | 'sending' | 'failed' | 'held';
  /** Why it failed for good, or has to wait. */
  error?: ErrorDto;
  /** The instance takes it from then on (milliseconds): slow mode. */
  retryAt?: number;
}

/** Oldest first. */
export type Outbox = readonly OutboxEntry[];

export function withEntry(outbox: Outbox, entry: OutboxEntry): Outbox {
  const at = outbox.findIndex(({ clientId }) => clientId === entry.clientId);
  return at < 0 ? [...outbox, entry] : outbox.with(at, entry);
}

export function withoutEntry(outbox: Outbox, clientId: string): Outbox {
  const rest = outbox.filter((entry) => entry.clientId !== clientId);
  return rest.length === outbox.length ? outbox : rest;
}
