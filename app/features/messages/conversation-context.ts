import { createContext, use } from 'react';
import type { ViewerDto } from '#contract/accounts';
import type { ChannelDto } from '#contract/channels';
import type { MessageDto, ReplyDto } from '#contract/messages';
import type { OutboxEntry } from '../../realtime/outbox-entry.ts';
import type { Store } from '../../realtime/store.ts';
import type { Wishes } from '../reactions/shown-reactions.ts';
import type { Times } from './times.ts';

/** What the parts of one open conversation share and change often: each watches only what it shows. */
export interface ConversationUi {
  /** The message that the composer answers. */
  replyTo: ReplyDto | null;
  /** Its author is not told. */
  silent: boolean;
  /** What is on screen stays unread: the viewer marked it so. */
  keptUnread: boolean;
  /** The message that is being edited in its row. */
  editing: string | null;
  /** The next editor to open takes the focus. */
  focusEditor: boolean;
  /** Changes of messages that are not saved, by message: what is half made outlives its row. */
  edits: ReadonlyMap<string, string>;
  /** A message to bring into view; `n` tells two wishes for the same one apart. */
  target: { id: string; n: number } | null;
  /** The message that stands out for a moment after a jump. */
  lit: string | null;
  /** The newest message is on screen. */
  atPresent: boolean;
  /** Counts the wishes to go to the end of the list. */
  toEnd: number;
  /** Messages chosen to be deleted together; null while nothing is chosen. */
  selected: ReadonlySet<string> | null;
  /** A message that a window asks about. */
  asking: { about: 'report' | 'delete' | 'forward'; message: MessageDto } | null;
  /** Reactions that wait for their acknowledgement, by message. */
  reacting: ReadonlyMap<string, Wishes>;
  /** An emoji is being picked: for a reaction to a message, or (null) for the composer. */
  picking: { message: MessageDto | null; anchor: HTMLElement } | null;
  /** A reaction that tells who has it. */
  tip: { message: MessageDto; emoji: string; anchor: HTMLElement } | null;
  /** A message of which a window shows who reacted. */
  reactorsOf: MessageDto | null;
  /** A window asks when. */
  later: LaterAsked | null;
  /** Until then (milliseconds) slow mode lets the viewer send nothing; 0 when it does. */
  slowUntil: number;
}

/** What a window asks the time of: a reminder of a message, or sending what stands in the composer. */
export type LaterAsked =
  | { about: 'remind'; message: MessageDto; remindAt: string | null }
  | { about: 'send'; replyTo: ReplyDto | null };

export const quietUi: ConversationUi = {
  replyTo: null,
  silent: false,
  keptUnread: false,
  editing: null,
  focusEditor: false,
  edits: new Map(),
  target: null,
  lit: null,
  atPresent: false,
  toEnd: 0,
  selected: null,
  asking: null,
  reacting: new Map(),
  picking: null,
  tip: null,
  reactorsOf: null,
  later: null,
  slowUntil: 0,
};

/** What can be done with messages. What fails says so by itself: none of the promises rejects. */
export interface Actions {
  reply(message: MessageDto): void;
  edit(message: MessageDto): void;
  /** Edits the viewer's last message that is loaded. */
  editLast(): void;
  /** Ends editing and puts the focus back where it began. */
  stopEditing(messageId: string): void;
  /** Puts what was not sent back into the composer, above what is there. */
  takeBack(entry: OutboxEntry): void;
  /** `reason`: why, for the log of the community. */
  remove(message: MessageDto, reason?: string): Promise<void>;
  /** Opens the thread of a message; begins one where there is none. */
  openThread(message: MessageDto): Promise<void>;
  /** Pins a message in its channel, or takes it out of the pins. */
  pin(message: MessageDto): Promise<void>;
  /** Keeps a message for oneself; `remindAt` brings it back to mind then, null no longer does. */
  save(message: MessageDto, remindAt?: string | null): Promise<void>;
  unsave(message: MessageDto): Promise<void>;
  /** Adds a reaction, or takes one's own back. */
  react(message: MessageDto, emoji: string): Promise<void>;
  /** Opens the picker at `anchor`: for a message, or (null) for the composer. */
  pick(message: MessageDto | null, anchor: HTMLElement): void;
  /** Takes everybody's reactions with an emoji, or all, from a message. */
  clearReactions(message: MessageDto, emoji?: string): Promise<void>;
  /** Chooses a message, or no longer. */
  select(messageId: string): void;
  removeSelected(): Promise<void>;
  /** Says when slow mode lets the viewer write again. */
  tellSlow(): void;
  /** Takes the last deletion back. */
  undo(): void;
  copyLink(message: MessageDto): Promise<void>;
  /** Brings a message into view, from wherever it is. */
  jumpTo(messageId: string): Promise<void>;
  jumpToPresent(): Promise<void>;
  /** Goes to the newest message after one was sent. Says nothing when that cannot be. */
  showSent(): Promise<void>;
  /** Loads the history from the first message after `readSeq` on. */
  jumpToUnread(readSeq: number): Promise<void>;
  /** Makes this message and what follows it unread again, here and on the reader's other devices. */
  markUnread(message: MessageDto): Promise<void>;
  /** Marks everything in the channel as read, here and on the reader's other devices. */
  markRead(): Promise<void>;
}

/** One open conversation: stable while the channel stays the same and nobody changes one's permissions. */
export interface Conversation {
  /** Null for a direct or group conversation. */
  communityId: string | null;
  /** The community's id, or the conversation's. */
  placeId: string;
  /** Of its page; a message's id after a slash names that message. */
  address: string;
  channel: ChannelDto;
  viewer: ViewerDto;
  canSend: boolean;
  /** May delete messages of others. */
  canManage: boolean;
  canPin: boolean;
  canReact: boolean;
  ui: Store<ConversationUi>;
  /** Does one of the actions; their code may have to be fetched first. */
  act<Name extends keyof Actions>(name: Name, ...args: Parameters<Actions[Name]>): void;
  focusComposer(): void;
}

export const ConversationContext = createContext<Conversation | null>(null);

export function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error('useConversation needs a conversation above');
  return conversation;
}

/** The page's times: of the zone that the page was rendered in until the browser's own takes over. */
export const TimesContext = createContext<Times | null>(null);

export function useTimes(): Times {
  const times = use(TimesContext);
  if (!times) throw new Error('useTimes needs a list above');
  return times;
}
