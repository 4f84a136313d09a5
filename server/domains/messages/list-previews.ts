import { type Ctx, requireUser } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { PreviewDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { authorOf, excerptOf, presentMentioned } from './present.ts';
import type { MessageRow } from './store.ts';

/**
 * What links to messages show, at most 20 at once, of those that the viewer may see at this moment. The others are left
 * out, all for the same look: one that never was, was deleted, is in a place of others, or is by somebody whom the viewer
 * blocked. Each of them costs the same query.
 */
export async function listPreviews(
  deps: MessageDeps,
  ctx: Ctx,
  { messageIds }: { messageIds: string[] },
): Promise<PreviewDto[]> {
  const { account } = requireUser(ctx);
  const rows = await deps.store.findShown(messageIds, account.id);
  const previews = await Promise.all(rows.map((row) => presentTo(deps, ctx, row)));
  return previews.flatMap((preview) => preview ?? []);
}

async function presentTo(deps: MessageDeps, ctx: Ctx, row: MessageRow): Promise<PreviewDto | undefined> {
  const grant = await deps.access
    .accessChannel(ctx, row.channel_id, 'channel.view')
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    });
  if (!grant) return undefined;
  const { place, channel } = grant;
  return {
    id: row.id,
    seq: row.seq,
    version: row.version,
    channel: { id: channel.id, name: channel.name, parentId: channel.parentId },
    place: { kind: place.kind, id: place.id, name: place.name },
    author: authorOf(row.author_id, row.username, row.display_name, place),
    excerpt: excerptOf(row),
    ...(row.mentioned && { mentioned: presentMentioned(row.mentioned, place) }),
    createdAt: row.created_at.toISOString(),
  };
}
