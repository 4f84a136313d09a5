import type { ReactionChange, ReactionsCleared } from './contract.ts';

/**
 * What the real-time layer is told after a commit; `server/realtime` fills it in. `posted` is the channel's counter, which
 * a reaction leaves alone.
 */
export interface ReactionSignals {
  changed(change: ReactionChange, posted: number): void;
  cleared(cleared: ReactionsCleared, posted: number): void;
  /** More changed in a channel than is worth telling one by one: who has it open asks for it. */
  moved(channelId: string, version: number, posted: number): void;
}
