import { presentAuthor } from '#server/domains/messages/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { accessReactions } from './access-reactions.ts';
import { reactionLimits, type ReactorPage } from './contract.ts';
import type { ReactionDeps } from './deps.ts';

const first = '00000000-0000-0000-0000-000000000000';

/** A page of at most 50 of those who reacted with one emoji, the first of them first. @throws {AppError} NOT_FOUND */
export async function listReactors(
  deps: ReactionDeps,
  ctx: Ctx,
  input: { messageId: string; emoji: string; after?: string | undefined },
): Promise<ReactorPage> {
  const { place } = await accessReactions(deps, ctx, input.messageId, 'channel.view');
  const { pageSize } = reactionLimits;
  const rows = await deps.store.list(input.messageId, input.emoji, input.after ?? first, pageSize + 1);
  const page = rows.slice(0, pageSize);
  return {
    reactors: page.map(({ id, account_id, username, display_name }) => ({
      id,
      author: presentAuthor({ id: account_id, username, displayName: display_name }, place),
    })),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  };
}
