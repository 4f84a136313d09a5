import type { AccountDto } from '#contract/accounts';
import type { ReactionDto } from '#contract/reactions';
import { faceOf, type Place } from '#server/domains/permissions/index.ts';
import {
  messageLimits,
  type AuthorDto,
  type ForwardDto,
  type MessageDto,
  type ReplyDto,
} from './contract.ts';
import { textOf } from './markdown.ts';
import { presentPoll } from './poll.ts';
import type { MessageRow } from './store.ts';

/** An account as it shows in the place: from memory, without a query. */
export const presentAuthor = (
  { id, username, displayName }: AccountDto,
  place: Place | undefined,
): AuthorDto => ({ id, username, displayName, ...(place && faceOf(place, id)) });

/** Null when the account is gone. */
export const authorOf = (
  id: string | null,
  username: string | null,
  displayName: string | null,
  place: Place | undefined,
): AuthorDto | null =>
  // A deleted account has no name; its messages are on their way to having no author.
  id === null || username === ''
    ? null
    : presentAuthor({ id, username: username ?? '', displayName: displayName ?? '' }, place);

/** What a message says without its marks; spoilers are blotted out. */
export const plainTextOf = ({ body, tree }: Pick<MessageRow, 'body' | 'tree'>): string =>
  tree ? textOf(tree) : body;

/** A text as one line of at most `most` characters. */
export function lineOf(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= most) return line;
  // Half a mention names nothing.
  const cut = characters.slice(0, most - 1).join('');
  return `${cut.replace(/<[@#]&?[0-9a-f-]*$/, '')}…`;
}

/** One line of what a message says, for the line above a reply. */
export const excerptOf = (row: Pick<MessageRow, 'body' | 'tree'>): string =>
  lineOf(plainTextOf(row), messageLimits.excerptMax);

export function presentReply(row: MessageRow, place: Place | undefined): ReplyDto {
  return {
    id: row.id,
    seq: row.seq,
    author: authorOf(row.author_id, row.username, row.display_name, place),
    excerpt: row.deleted_at ? null : excerptOf(row),
    ...(!row.deleted_at && row.mentioned && { mentioned: presentMentioned(row.mentioned, place) }),
  };
}

/** The people that a message names. Deleted accounts have no name. */
export const presentMentioned = (accounts: readonly AccountDto[], place: Place | undefined): AuthorDto[] =>
  accounts.filter(({ username }) => username !== '').map((account) => presentAuthor(account, place));

/** Undefined when they would have to be told for a reader, and there is none. */
function reactionsOf(row: MessageRow): ReactionDto[] | undefined {
  const { reactions, own_reactions: own } = row;
  if (!reactions || row.deleted_at) return [];
  if (own === undefined) return undefined;
  return reactions.map(({ emoji, count }) => ({ emoji, count, mine: own?.includes(emoji) ?? false }));
}

/** Without its text when the original is gone. */
function presentForward({ forward, forward_of, forward_gone }: MessageRow): ForwardDto | undefined {
  if (!forward || !forward_of) return undefined;
  const { createdAt, ...text } = forward;
  return { messageId: forward_of, ...(forward_gone ? { body: null, tree: null } : text), createdAt };
}

export function presentMessage(row: MessageRow, place: Place | undefined): MessageDto {
  const reply: ReplyDto | null =
    row.reply_id === null || row.reply_seq === null
      ? null
      : {
          id: row.reply_id,
          seq: row.reply_seq,
          author: authorOf(row.reply_author_id, row.reply_username, row.reply_display_name, place),
          excerpt: row.reply_deleted_at
            ? null
            : excerptOf({ body: row.reply_body ?? '', tree: row.reply_tree }),
          ...(!row.reply_deleted_at &&
            row.reply_mentioned && { mentioned: presentMentioned(row.reply_mentioned, place) }),
        };
  const deleted = row.deleted_at !== null;
  const reactions = reactionsOf(row);
  const forward = deleted ? undefined : presentForward(row);
  return {
    id: row.id,
    channelId: row.channel_id,
    seq: row.seq,
    version: row.version,
    ordinal: row.ordinal,
    author: authorOf(row.author_id, row.username, row.display_name, place),
    body: deleted ? null : row.body,
    tree: deleted ? null : row.tree,
    ...(!deleted && row.mentioned && { mentioned: presentMentioned(row.mentioned, place) }),
    replyTo: deleted ? null : reply,
    ...(forward && { forward }),
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    pinnedAt: deleted ? null : (row.pinned_at?.toISOString() ?? null),
    ...(reactions && { reactions }),
    ...(row.poll && !deleted && { poll: presentPoll(row.poll, row.own_votes) }),
    clientId: row.client_id,
  };
}
