const key = 'recent-places';
const most = 50;

/** Places that were open in this browser, the last first; none where storage is switched off. */
export function recentPlaces(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Notes that a channel, conversation or community was opened. */
export function notePlace(id: string | undefined): void {
  if (!id) return;
  try {
    localStorage.setItem(
      key,
      JSON.stringify([id, ...recentPlaces().filter((each) => each !== id)].slice(0, most)),
    );
  } catch {
    // Not kept then.
  }
}
