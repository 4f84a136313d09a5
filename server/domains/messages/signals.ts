import type { MessageDto } from './contract.ts';

/** What the real-time layer is told after a commit; `server/realtime` fills it in. */
export interface MessageSignals {
  /** New messages of one transaction, in the order of each channel. */
  created(messages: readonly PostedMessage[]): void;
  updated(message: MessageDto, communityId: string): void;
}

export interface PostedMessage {
  message: MessageDto;
  communityId: string;
}
