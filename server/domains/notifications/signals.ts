import type { ChannelEvents } from '#contract/channels';

/** What the real-time layer is told by this domain; `server/realtime` fills it in. */
export interface NotificationSignals {
  /** To the account's own devices: mentions that they marked as read. */
  unmarked(accountId: string, event: ChannelEvents['channel.mentions']): void;
}
