import type { SeenDto } from '#contract/channels';
import type { ClientState } from './client-state.ts';

/** What was heard of how far others have read; nobody unreads, and the same state when it is known already. */
export function withSeen(state: ClientState, channelId: string, told: readonly SeenDto[]): ClientState {
  const known = state.seen?.[channelId];
  const news = told.filter(({ accountId, seq }) => seq > (known?.[accountId] ?? 0));
  if (news.length === 0) return state;
  const later = Object.fromEntries(news.map(({ accountId, seq }) => [accountId, seq]));
  return { ...state, seen: { ...state.seen, [channelId]: { ...known, ...later } } };
}
