import type { MessageDto } from './contract.ts';

/** What the real-time layer is told after a commit; `server/realtime` fills it in. */
export interface MessageSignals {
  /** New messages of one transaction, in the order of each channel. */
  created(messages: readonly MessageDto[]): void;
  /** An edit, deletion or restoration. `posted` is the channel's counter, which such a change leaves alone. */
  updated(message: MessageDto, posted: number): void;
}
