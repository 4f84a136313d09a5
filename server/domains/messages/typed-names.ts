/** A place in a text where a name may begin, with what may be the name, sign and all, the longest first. */
export interface TypedName {
  index: number;
  candidates: string[];
}

const namesMax = 20;
const wordsMax = 4;
const nameMax = 64;

const sign = /(?<![\p{L}\p{N}\p{M}_\\/@#<&])[@#](?=[\p{L}\p{N}_])/gu;
const words = /^[^\s@#<>`*~|[\]()]+(?: [^\s@#<>`*~|[\]()]+){0,3}/u;
const ending = /[.,;:!?…'"»”’_-]+$/u;

/**
 * Names that were typed by hand, outside of code as far as that can be seen without parsing: at most 20, in their order,
 * none within another's first word. Takes time in proportion to the text.
 */
export function findTypedNames(body: string): TypedName[] {
  if (!body.includes('@') && !body.includes('#')) return [];
  const found: TypedName[] = [];
  const code = codeIn(body);
  for (const { index } of body.matchAll(sign)) {
    if (found.length === namesMax) break;
    if (code.some(([from, to]) => index >= from && index < to)) continue;
    const text = words.exec(body.slice(index + 1, index + 1 + nameMax + wordsMax))?.[0];
    if (!text) continue;
    const parts = text.split(' ');
    const candidates = new Set<string>();
    for (let count = parts.length; count > 0; count -= 1) {
      const name = body[index] + parts.slice(0, count).join(' ');
      candidates.add(name);
      candidates.add(name.replace(ending, ''));
    }
    found.push({ index, candidates: [...candidates].filter((name) => name.length > 1) });
  }
  return found;
}

/** Fenced blocks, and what stands between two runs of as many backticks. */
function codeIn(body: string): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  let open: { from: number; fence: string } | undefined;
  let at = 0;
  for (const line of body.split('\n')) {
    const fence = /^[ >]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence && !open) open = { from: at, fence };
    else if (fence && open && fence.startsWith(open.fence)) {
      ranges.push([open.from, at + line.length]);
      open = undefined;
    }
    at += line.length + 1;
  }
  if (open) ranges.push([open.from, body.length]);
  const runs = [...body.matchAll(/`+/g)].map((run) => ({ from: run.index, to: run.index + run[0].length }));
  const byLength = Map.groupBy(runs, ({ from, to }) => to - from);
  let past = 0;
  for (const run of runs) {
    if (run.from < past) continue;
    const closing = byLength.get(run.to - run.from)!.find(({ from }) => from >= run.to);
    if (!closing) continue;
    ranges.push([run.from, closing.to]);
    past = closing.to;
  }
  return ranges;
}
