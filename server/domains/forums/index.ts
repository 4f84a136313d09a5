import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { Threads } from '#server/domains/threads/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { createPost } from './create-post.ts';
import type { ForumDeps } from './deps.ts';
import * as input from './input.ts';
import { listPosts, listTags } from './list-posts.ts';
import { createTag, deleteTag, moveTag, updateTag } from './manage-tags.ts';
import { createStore } from './store.ts';
import { deletePost, pinPost, tagPost } from './change-post.ts';

/** Forums: channels of posts. A post is a thread; what is said in it is the messages' affair. */
export function createForums(
  platform: Platform,
  domains: { access: CommunityAccess; audit: Audit; messages: Messages; threads: Threads },
) {
  const deps: ForumDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    createPost: checked(input.createPostInput, createPost),
    createTag: checked(input.createTagInput, createTag),
    deletePost: checked(input.deletePostInput, deletePost),
    deleteTag: checked(input.deleteTagInput, deleteTag),
    listPosts: checked(input.listPostsInput, listPosts),
    listTags: checked(input.channelIdInput, listTags),
    moveTag: checked(input.moveTagInput, moveTag),
    pinPost: checked(input.pinPostInput, pinPost),
    tagPost: checked(input.tagPostInput, tagPost),
    updateTag: checked(input.updateTagInput, updateTag),
  });
}
