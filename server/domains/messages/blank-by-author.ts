import type { CommunityView } from '#server/domains/permissions/index.ts';
import { announceAll } from './access-message.ts';
import type { MessageDeps } from './deps.ts';
import { tellPresence } from './mention-notes.ts';
import { renewForwards } from './renew-forwards.ts';

/** Messages blanked in one statement: it holds the channel's lock, and others wait to write there. */
const portion = 200;
/** More of one portion are not told one by one. */
const toldMax = 50;

/**
 * Blanks a portion of what somebody wrote in a channel since a time, and tells who has it open; not undoable. The caller
 * has judged who may ask for it. How many messages, and whether there may be more. `community` is where their faces are
 * known, if it is known itself: what is blank shows none.
 *
 * @throws {AppError} UNAVAILABLE
 */
export async function blankByAuthor(
  deps: MessageDeps,
  community: CommunityView | undefined,
  channelId: string,
  authorId: string,
  since: Date,
): Promise<{ count: number; more: boolean }> {
  const blanked = await deps.line.run(channelId, () =>
    deps.store.blankByAuthor(authorId, channelId, since, portion),
  );
  await tellPresence(
    deps,
    blanked.map(({ id }) => id),
  );
  const [first] = blanked;
  if (first && blanked.length > toldMax)
    deps.signals.moved(channelId, Math.max(...blanked.map(({ version }) => version)), first.posted);
  else
    await announceAll(
      deps,
      community,
      blanked.map(({ id }) => id),
    );
  await renewForwards(
    deps,
    blanked.map(({ id }) => id),
  );
  return { count: blanked.length, more: blanked.length === portion };
}
