/** How this browser wants the product to look: kept in cookies, so that the first byte already has it. */
export interface Look {
  theme: Theme;
  density: Density;
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['cosy', 'compact'] as const;
export type Density = (typeof densities)[number];

/** Reads the look from a `Cookie` header; anything unknown counts as unset. */
export function readLook(header: string | null): Look {
  const jar = new Map((header ?? '').split(';').map((pair) => splitOnce(pair)));
  return { theme: pick(themes, jar.get('theme')), density: pick(densities, jar.get('density')) };
}

/** The first of `allowed` unless `value` is one of the others. */
function pick<const T extends string>(allowed: readonly [T, ...T[]], value: unknown): T {
  return allowed.find((candidate) => candidate === value) ?? allowed[0];
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
