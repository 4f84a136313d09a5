import { type Action, newId, type Scene } from './action.ts';

const insertTag = 'INSERT INTO forum_tags (id, channel_id, name, position) VALUES ($1, $2, $3, $4)';

/** A forum with two tags, the second of which has the forum's id: straight into the database, as nobody may make so many. */
async function makeForum({ stage, things: { communityId } }: Scene): Promise<string> {
  const id = newId();
  const { pool } = stage.world.db;
  await pool.query(
    `INSERT INTO channels (id, community_id, kind, name, position) VALUES ($1, $2, 'forum', 'forum', 9)`,
    [id, communityId],
  );
  await pool.query(insertTag, [newId(), id, 'First', 0]);
  await pool.query(insertTag, [id, id, 'Second', 1]);
  stage.world.services.directory.forget(communityId);
  return id;
}

/** A post of the owner's in such a forum, and one more tag, which has the post's id. */
async function makePost(scene: Scene): Promise<string> {
  const forumId = await makeForum(scene);
  const id = newId();
  const { pool } = scene.stage.world.db;
  await pool.query(
    `INSERT INTO channels (id, community_id, parent_id, created_by, kind, name, position) VALUES ($1, $2, $3, $4, 'thread', 'Post', 0)`,
    [id, scene.things.communityId, forumId, scene.stage.owner.id],
  );
  await pool.query(insertTag, [id, forumId, 'Third', 2]);
  return id;
}

export const forumActions: Action[] = [
  {
    useCase: 'forums.listPosts',
    needs: 'channel.view',
    changesNothing: true,
    prepare: makeForum,
    view: ({ communityId, madeId }) => `/c/${communityId}/${madeId}`,
    api: ({ madeId }) => ({ method: 'GET', path: `/api/v1/channels/${madeId}/posts` }),
    socket: ({ madeId }) => ['post.list', { channelId: madeId }],
  },
  {
    useCase: 'forums.createPost',
    needs: 'thread.create',
    prepare: makeForum,
    page: ({ communityId, madeId }) => ({
      path: `/c/${communityId}/channels/${madeId}/posts/new`,
      fields: { clientId: newId(), title: 'A post', body: 'of words' },
    }),
    api: ({ madeId }) => ({
      method: 'POST',
      path: `/api/v1/channels/${madeId}/posts`,
      body: { clientId: newId(), title: 'A post', body: 'of words' },
    }),
  },
  {
    useCase: 'forums.tagPost',
    needs: 'message.manage',
    prepare: makePost,
    api: ({ madeId }) => ({
      method: 'POST',
      path: `/api/v1/threads/${madeId}/tags`,
      body: { tagIds: [madeId] },
    }),
  },
  {
    useCase: 'forums.pinPost',
    needs: 'message.manage',
    prepare: makePost,
    api: ({ madeId }) => ({ method: 'POST', path: `/api/v1/threads/${madeId}/pin`, body: { pinned: true } }),
  },
  {
    useCase: 'forums.deletePost',
    needs: 'message.manage',
    prepare: makePost,
    api: ({ madeId }) => ({ method: 'DELETE', path: `/api/v1/threads/${madeId}` }),
  },
  {
    useCase: 'forums.listTags',
    needs: 'channel.view',
    changesNothing: true,
    prepare: makeForum,
    view: ({ communityId, madeId }) => `/c/${communityId}/channels/${madeId}/posts/new`,
  },
  ...(['add', 'save', 'up', 'delete'] as const).map((intent): Action => ({
    useCase: {
      add: 'forums.createTag',
      save: 'forums.updateTag',
      up: 'forums.moveTag',
      delete: 'forums.deleteTag',
    }[intent],
    needs: 'channel.manage',
    prepare: makeForum,
    page: ({ communityId, madeId }) => ({
      path: `/c/${communityId}/channels/${madeId}/tags`,
      fields: { intent, tagId: madeId, name: intent === 'add' ? 'Another' : 'Renamed' },
    }),
  })),
];
