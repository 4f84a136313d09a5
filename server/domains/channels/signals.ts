import type { ChannelEvents } from './contract.ts';

/** What the real-time layer is told by this domain; `server/realtime` fills it in. */
export interface ChannelSignals {
  /** To the account's own devices. */
  read(accountId: string, event: ChannelEvents['channel.read']): void;
  /** To the devices of these accounts. */
  seen(accountIds: readonly string[], event: ChannelEvents['channel.seen']): void;
  /** To those who have the channel open, but for the one who writes. */
  typing(event: ChannelEvents['channel.typing']): void;
}
