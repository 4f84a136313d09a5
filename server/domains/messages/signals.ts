import type { ChannelEvents } from '#contract/channels';
import type { MessageDto } from './contract.ts';

/** An author's read pointer that moved with what they wrote. */
export interface OwnRead {
  accountId: string;
  event: ChannelEvents['channel.read'];
}

/** A message names people, or no longer does: for those of them who may view the channel. */
export interface MentionNote {
  channelId: string;
  seq: number;
  version: number;
  /** It does. */
  on: boolean;
  authorId: string | null;
  accounts: readonly string[];
  roles: readonly string[];
  everybody: boolean;
}

/** What the real-time layer is told after a commit; `server/realtime` fills it in. */
export interface MessageSignals {
  /** New messages of one transaction, in the order of each channel, and how far that took their authors. */
  created(messages: readonly MessageDto[], reads: readonly OwnRead[]): void;
  /** An edit, deletion or restoration. `posted` is the channel's counter, which such a change leaves alone. */
  updated(message: MessageDto, posted: number): void;
  /** Whom messages of one commit named, or name no longer. */
  mentioned(notes: readonly MentionNote[]): void;
  /** More changed in a channel than is worth telling one by one: who has it open asks for it. */
  moved(channelId: string, version: number, posted: number): void;
}
