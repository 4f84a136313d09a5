import type { AccountDto } from '#contract/accounts';
import type { MemberFace } from '#contract/communities';
import type { PollDto } from '#contract/polls';
import type { ThreadDto } from '#contract/threads';
import type { ReactionDto } from '#contract/reactions';

/** A run of text, or a marked part of it. */
export type Inline =
  | string
  | { t: 'strong' | 'em' | 'strike' | 'spoiler'; c: Inline[] }
  | { t: 'code'; v: string }
  | { t: 'link'; href: string; c: Inline[] }
  | Mention
  | { t: 'br' };

/**
 * Somebody or something that is named by its id: `<@id>`, `<@&id>` and `<#id>` in the body. Whoever shows it looks the
 * name up, and finds none for what the reader may not see.
 */
export type Mention =
  | { t: 'mention'; kind: 'user' | 'role' | 'channel'; id: string }
  | { t: 'mention'; kind: 'everyone' | 'here' };

/** A block of a message. The whole tree is data: nothing in it is HTML. */
export type Block =
  | { t: 'p'; c: Inline[] }
  | { t: 'h'; level: 1 | 2 | 3; c: Inline[] }
  | { t: 'quote'; c: Block[] }
  | { t: 'pre'; lang?: string; v: string }
  | { t: 'list'; start: number | null; c: Block[][] }
  | { t: 'hr' };

/** A mention as it stands in a body. */
export const mentionText = (node: Mention): string =>
  'id' in node ? `<${{ user: '@', role: '@&', channel: '#' }[node.kind]}${node.id}>` : `@${node.kind}`;

/** The mentions of a tree, each once, in their order. Recursion ends where nesting does, at 20. */
export function mentionsOf(nodes: readonly (Block | Inline | Block[])[]): Mention[] {
  const found = new Map<string, Mention>();
  const walk = (node: Block | Inline | Block[]): void => {
    if (typeof node === 'string') return;
    if (Array.isArray(node)) return node.forEach(walk);
    if (node.t === 'mention') found.set('id' in node ? `${node.kind}:${node.id}` : node.kind, node);
    else if ('c' in node) node.c.forEach(walk);
  };
  nodes.forEach(walk);
  return [...found.values()];
}

/** Who wrote, as they show in the channel's community. */
export interface AuthorDto extends AccountDto, MemberFace {}

/** The line above a reply. `excerpt` is null when that message was deleted; mentions in it are as in a body. */
export interface ReplyDto {
  id: string;
  seq: number;
  author: AuthorDto | null;
  excerpt: string | null;
  /** Whom the excerpt may name; left out when that is nobody. */
  mentioned?: AuthorDto[];
}

/** A text of another message, as it was when it was forwarded. Whom it named is text in it, and nobody is told. */
export interface ForwardedText {
  body: string;
  tree: Block[] | null;
  /** When the original was written. */
  createdAt: string;
}

/**
 * What a message carries of another one. Where that is and who wrote it, only a reader who may see it hears, by its
 * preview (`messageId`).
 */
export interface ForwardDto extends Omit<ForwardedText, 'body'> {
  messageId: string;
  /** Null when the original was deleted. */
  body: string | null;
}

export interface MessageDto {
  id: string;
  channelId: string;
  /** Place in the channel's history; gaps are normal. */
  seq: number;
  /** Last change: a higher version replaces a lower one. */
  version: number;
  /** Number among the messages posted. */
  ordinal: number;
  /** Null when the account is gone. */
  author: AuthorDto | null;
  /** What the author wrote (Markdown), empty for a forward without a comment; null when deleted. */
  body: string | null;
  /** The body's syntax tree; null when the body has no markup (or was deleted). */
  tree: Block[] | null;
  /** Who is mentioned by name, as they show in the channel's community; left out when nobody is. */
  mentioned?: AuthorDto[];
  replyTo: ReplyDto | null;
  /** What it forwards; left out when that is nothing. */
  forward?: ForwardDto;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  /** When it was pinned in its channel; null for most, and for deleted ones. */
  pinnedAt: string | null;
  /**
   * In the order in which each kind first came. Left out of what is the same for every reader (events, and answers to
   * changes) when it has some, as each reader's own are marked: what was known of them stays true.
   */
  reactions?: ReactionDto[];
  /** What it asks; left out when it asks nothing. Its question is the body. */
  poll?: PollDto;
  /** The sender's own key of the message: lets its optimistic echo be replaced. */
  clientId: string | null;
}

/** What a link to a message shows of it, to a reader who may see it there. */
export interface PreviewDto {
  id: string;
  seq: number;
  /** As in the message: a higher version replaces a lower one. */
  version: number;
  /** `parentId`: the channel that it belongs to, of a thread. */
  channel: { id: string; name: string; parentId: string | null };
  place: { kind: 'community' | 'conversation'; id: string; name: string };
  author: AuthorDto | null;
  /** As in the line above a reply. */
  excerpt: string;
  mentioned?: AuthorDto[];
  createdAt: string;
}

/** A message that a filter held back, for those who may post it. */
export interface HeldMessageDto {
  id: string;
  channel: { id: string; name: string };
  author: AccountDto;
  body: string;
  /** The rule that held it. */
  filterName: string;
  createdAt: string;
  /** Its author may still write there. */
  mayPost: boolean;
}

/** A stretch of history, ascending by `seq`. */
export interface MessagePage {
  messages: MessageDto[];
  hasBefore: boolean;
  hasAfter: boolean;
  /** Threads that began at one of these messages. */
  threads: ThreadDto[];
  /** The channel's counters at the moment of reading: catch up from this `version`. */
  version: number;
  posted: number;
}

/** What changed after a version. `reload` means too much did: open the channel anew. */
export type MessageChanges =
  | { reload: false; messages: MessageDto[]; version: number; posted: number }
  | { reload: true; version: number; posted: number };

export const messageLimits = {
  /** Characters (UTF-16 code units) of a message. */
  bodyMax: 4000,
  pageSize: 50,
  /** Changes answered at once; beyond that a client reloads. */
  changesMax: 200,
  excerptMax: 140,
  /** Places that one message is forwarded to at once. */
  forwardsMax: 5,
  /** Messages of which previews are asked for at once. */
  previewsMax: 20,
  /** Different people and roles that one message can tell of itself; further ones are shown and told nothing. */
  mentionsMax: 50,
  /** How long a deletion can be undone. */
  undoMs: 30_000,
  /** Messages deleted in one step. */
  deleteMax: 100,
  /** Pins of a channel. */
  pinsMax: 100,
  /** Messages of a community that wait for a moderator, and how many of them one author may have. */
  heldMax: 200,
  heldOwnMax: 10,
  /** Days after which a held message goes, decided or not. */
  heldDays: 30,
} as const;

export interface MessageEvents {
  'message.created': { message: MessageDto };
  /** Edited, deleted, restored, pinned or unpinned: the message as it is now. */
  'message.updated': { message: MessageDto };
}
