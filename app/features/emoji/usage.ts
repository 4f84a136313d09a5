import { emojiPrefix } from '../../realtime/draft-key.ts';
import type { Tone } from './tones.ts';

/** How many are remembered. */
const keptMax = 60;
const firstOnes = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

interface Usage {
  tone: Tone;
  /** By emoji: how often, and when last (a counter, not a time). */
  used: Record<string, [times: number, last: number]>;
}

/** Which emoji an account uses in this browser, and in which skin tone. A browser that keeps nothing is no reason to fail. */
export function readUsage(accountId: string): Usage {
  try {
    const stored = JSON.parse(localStorage.getItem(emojiPrefix + accountId) ?? '{}') as Partial<Usage>;
    const used = Object.entries(stored.used ?? {}).filter(
      (entry) => Array.isArray(entry[1]) && entry[1].length === 2 && entry[1].every(Number.isFinite),
    );
    const tone = [1, 2, 3, 4, 5].find((each) => each === stored.tone) ?? 0;
    return { tone: tone as Tone, used: Object.fromEntries(used) };
  } catch {
    return { tone: 0, used: {} };
  }
}

function write(accountId: string, usage: Usage): void {
  try {
    localStorage.setItem(emojiPrefix + accountId, JSON.stringify(usage));
  } catch {
    // Full, or forbidden.
  }
}

export function noteUse(accountId: string, emoji: string): void {
  const usage = readUsage(accountId);
  const now = Math.max(0, ...Object.values(usage.used).map(([, last]) => last)) + 1;
  const [times] = usage.used[emoji] ?? [0];
  const used = { ...usage.used, [emoji]: [times + 1, now] as [number, number] };
  const kept = Object.entries(used)
    .sort(([, [, a]], [, [, b]]) => b - a)
    .slice(0, keptMax);
  write(accountId, { ...usage, used: Object.fromEntries(kept) });
}

export function keepTone(accountId: string, tone: Tone): void {
  write(accountId, { ...readUsage(accountId), tone });
}

/** The most used first; filled up with what everybody likes. */
export function favourites(accountId: string, count: number): string[] {
  const used = Object.entries(readUsage(accountId).used).sort(([, a], [, b]) => b[0] - a[0] || b[1] - a[1]);
  return [...new Set([...used.map(([emoji]) => emoji), ...firstOnes])].slice(0, count);
}
