import type { PresenceDto } from '#contract/presence';
import type { ClientState } from './client-state.ts';

/** What was heard of people; the same state when it is known already. */
export function withPresence(state: ClientState, people: readonly PresenceDto[]): ClientState {
  const news = people.filter((each) => {
    const known = state.presence[each.accountId];
    return (
      known?.state !== each.state ||
      known.status?.emoji !== each.status?.emoji ||
      known.status?.text !== each.status?.text
    );
  });
  if (news.length === 0) return state;
  const presence = { ...state.presence, ...Object.fromEntries(news.map((each) => [each.accountId, each])) };
  return { ...state, presence };
}
