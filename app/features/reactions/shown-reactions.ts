import type { ReactionDto } from '#contract/reactions';

/** What the viewer wishes of a message's reactions and was not acknowledged yet: by emoji, theirs or not. */
export type Wishes = ReadonlyMap<string, boolean>;

/** A message's reactions as if every wish had come true. */
export function shownReactions(
  reactions: readonly ReactionDto[] = [],
  wishes: Wishes | undefined,
): readonly ReactionDto[] {
  if (!wishes) return reactions;
  const known = reactions.map((each) => {
    const mine = wishes.get(each.emoji) ?? each.mine;
    return mine === each.mine ? each : { ...each, mine, count: each.count + (mine ? 1 : -1) };
  });
  const fresh = [...wishes]
    .filter(([emoji, mine]) => mine && !reactions.some((each) => each.emoji === emoji))
    .map(([emoji]) => ({ emoji, count: 1, mine: true }));
  return [...known.filter(({ count }) => count > 0), ...fresh];
}
