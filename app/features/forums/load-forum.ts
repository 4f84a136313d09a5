import type { LoaderFunctionArgs } from 'react-router';
import { type PostPage, postOrders } from '#contract/forums';
import { answer } from '../../lib/respond.ts';
import { readOrder, type Shown } from './post-filter.ts';

export interface ForumData {
  page: PostPage;
  shown: Shown;
  /** The page is of archived posts. */
  older: boolean;
  /** When it was read, in milliseconds. */
  now: number;
}

/** The posts that an address names; undefined for a channel that is no forum. */
export async function loadForum(args: LoaderFunctionArgs, channelId: string): Promise<ForumData | undefined> {
  return answer(args, async ({ services, ctx }) => {
    const { channel } = await services.access.accessChannel(ctx, channelId, 'channel.view');
    if (channel.kind !== 'forum') return undefined;
    const { searchParams } = new URL(args.request.url);
    const order =
      postOrders.find((each) => each === searchParams.get('order')) ??
      readOrder(args.request.headers.get('cookie'));
    const shown = {
      order,
      tagIds: searchParams.getAll('tag'),
      unanswered: searchParams.has('unanswered'),
    };
    const older = searchParams.has('older');
    const before = searchParams.get('before');
    const page = await services.forums.listPosts(ctx, {
      ...{ channelId, ...shown, archived: older },
      ...(before && { before }),
    });
    return { page, shown, older, now: Date.now() };
  });
}
