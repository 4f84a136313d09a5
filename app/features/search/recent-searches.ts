const key = 'recent-searches';
const most = 8;

/** What was looked for in this browser, the last first; none where storage is switched off. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function noteSearch(text: string): void {
  if (!text) return;
  keep([text, ...recentSearches().filter((each) => each !== text)].slice(0, most));
}

export const forgetSearches = (): void => keep([]);

function keep(texts: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(texts));
  } catch {
    // Not kept then.
  }
}
