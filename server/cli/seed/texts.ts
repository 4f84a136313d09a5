import { parseMarkdown } from '#server/domains/messages/index.ts';
import { actions, closers, markedUp, openers, reactions, things } from './words.ts';

/** A text with its syntax tree as JSON; `plain` ones can be put together without changing it. */
export interface SeedText {
  body: string;
  tree: string | null;
  plain: boolean;
}

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A pool of texts as a community writes them: many short ones, some of several sentences, a few long, one in eight with
 * markup. Parsed by the app's own parser, so that no tree can disagree with its body. The same at every run.
 */
export function makeTexts(count: number): SeedText[] {
  const random = sequence(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const sentence = () => {
    const core = `${pick(things)} ${pick(actions)}`;
    return random() < 0.4 ? `${pick(openers)} ${core}.` : `${capital(core)}.`;
  };
  const sentences = (most: number) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, sentence).join(' ');
  const body = (): string => {
    const kind = random();
    if (kind < 0.2) return pick(reactions);
    if (kind < 0.7) return sentences(2);
    if (kind < 0.84) return `${sentences(4)} ${pick(closers)}`;
    if (kind < 0.88) return `${sentences(8)}\n\n${sentences(12)}`;
    return `${random() < 0.5 ? `${sentence()}\n\n` : ''}${pick(markedUp)}`;
  };
  return Array.from({ length: count }, () => {
    const text = body();
    const tree = parseMarkdown(text);
    return { body: text, tree: tree && JSON.stringify(tree), plain: tree === null };
  });
}
