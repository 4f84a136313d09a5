import type { ThreadDto } from '#contract/threads';
import type { CommunityView, DirectoryChannel } from './directory.ts';
import type { ThreadRow } from './store.ts';

/**
 * A thread as it stood when it was read. What one may do in it is said by the channel that it belongs to. Immutable; a
 * change replaces the whole of it.
 */
export class ThreadView {
  readonly id: string;
  readonly communityId: string;
  readonly parentId: string;
  readonly createdById: string | null;
  readonly isArchived: boolean;
  readonly followers: ReadonlySet<string>;
  readonly #row: ThreadRow;

  constructor(row: ThreadRow) {
    this.id = row.id;
    this.communityId = row.community_id;
    this.parentId = row.parent_id;
    this.createdById = row.created_by;
    this.isArchived = row.archived_at !== null;
    this.followers = new Set(row.followers);
    this.#row = row;
  }

  /** Who follows it and may view its channel: somebody who lost that follows it still. */
  listenersIn(community: CommunityView): string[] {
    return [...this.followers].filter((id) => community.permissionsOf(id, this.parentId).has('channel.view'));
  }

  /** The thread as the channel that it is, as slow as the one it belongs to. */
  channelIn(parent: DirectoryChannel): DirectoryChannel {
    return {
      id: this.id,
      parentId: this.parentId,
      categoryId: parent.categoryId,
      kind: 'thread',
      name: this.#row.name,
      topic: '',
      position: 0,
      synced: false,
      locked: this.#row.locked,
      slowMode: parent.slowMode,
    };
  }

  /** `moved`: what is newer than this view. */
  toDto(moved?: { posted: number; activeAt: Date }): ThreadDto {
    const row = this.#row;
    const activeAt = moved && moved.activeAt > row.active_at ? moved.activeAt : row.active_at;
    return {
      id: row.id,
      communityId: row.community_id,
      parentId: row.parent_id,
      rootId: row.root_id,
      name: row.name,
      createdById: row.created_by,
      posted: Math.max(row.posted, moved?.posted ?? 0),
      activeAt: activeAt.toISOString(),
      isArchived: this.isArchived,
      locked: row.locked,
      archiveAfter: row.archive_after,
      tagIds: row.tags,
      isPinned: row.pinned_at !== null,
    };
  }
}
