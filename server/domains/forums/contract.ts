import type { MessageDto } from '#contract/messages';
import type { ThreadDto } from '#contract/threads';

/** What posts of a forum can be tagged with. */
export interface ForumTagDto {
  id: string;
  name: string;
  /** One emoji; empty: none. */
  emoji: string;
  /** Only who may manage messages puts it on a post or takes it off. */
  moderated: boolean;
}

/** A post of a forum: a thread that begins with a message of its own. */
export interface PostDto {
  thread: ThreadDto;
  /** Null when it was deleted. */
  first: MessageDto | null;
  /** `ordinal` of the last message of it that the viewer has read; 0 when they never opened it. */
  readOrdinal: number;
}

export const postOrders = ['active', 'newest'] as const;
/** By the last message, or by when the post was written; the latest first. */
export type PostOrder = (typeof postOrders)[number];

/** Which posts, and in which order. */
export interface PostFilter {
  order?: PostOrder | undefined;
  /** Posts with at least one of these. */
  tagIds?: string[] | undefined;
  /** Only those that nobody has replied to. */
  unanswered?: boolean | undefined;
  /** Those that are archived, instead of the others. */
  archived?: boolean | undefined;
}

export interface PostPage {
  /** Those that are pinned come first, on the first page. */
  posts: PostDto[];
  /** For `before`; null at the end. */
  next: string | null;
  /** All tags of the forum, in their order. */
  tags: ForumTagDto[];
}

export const forumLimits = {
  tagNameMax: 24,
  /** Of a forum. */
  tagsMax: 20,
  /** Of a post. */
  postTagsMax: 5,
  /** Pinned posts of a forum. */
  pinsMax: 3,
  pageSize: 25,
  /** Minutes without a message after which a post is archived. */
  archiveAfter: 7 * 24 * 60,
} as const;
