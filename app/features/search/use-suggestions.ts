import { useMemo } from 'react';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { daysFor, type Hint, operatorsFor } from './hints.ts';
import type { Suggestion } from './suggestion-list.tsx';
import { fit } from './switcher/fuzzy.ts';
import { usePeople } from './use-people.ts';

const most = 8;

/** What the end of the text may become: operators, their values, and with nothing typed what was looked for lately. */
export function useSuggestions(
  hint: Hint | null,
  { communityId, recent }: { communityId: string | undefined; recent: readonly string[] },
): readonly Suggestion[] {
  const isPerson = hint?.kind === 'value' && (hint.name === 'from' || hint.name === 'mentions');
  const people = usePeople(isPerson ? hint.typed.trim().replace(/^@/, '') : '', communityId);
  const communities = useClientState((state) => state.communities);
  return useMemo((): Suggestion[] => {
    if (!hint) return [];
    if (hint.kind === 'operator') {
      if (hint.typed === '' && hint.start > 0) return [];
      const operators = operatorsFor(hint.typed).map((name): Suggestion => ({ kind: 'operator', name }));
      return [...recent.map((text): Suggestion => ({ kind: 'recent', text })), ...operators];
    }
    const { name, typed } = hint;
    switch (name) {
      case 'from':
      case 'mentions':
        return people.map(({ account, nickname }) => ({
          kind: 'value',
          name,
          value: account.username,
          label: nickname ?? account.displayName,
          detail: `@${account.username}`,
          personId: account.id,
        }));
      case 'in': {
        const places = Object.values(communities).filter(({ id }) => !communityId || id === communityId);
        const found = places.flatMap((community) =>
          community.channels.map((channel) => ({
            channel,
            community,
            score: typed ? fit(typed, channel.name) : 1,
          })),
        );
        return found
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score)
          .slice(0, most)
          .map(({ channel, community }) => ({
            ...{ kind: 'value', name, value: channel.name, label: channel.name, detail: community.name },
          }));
      }
      case 'has':
        return [{ kind: 'value', name, value: 'link', label: m.search_has_link(), detail: 'has:link' }];
      case 'pinned':
        return [
          { kind: 'value', name, value: 'true', label: m.search_pinned_true(), detail: 'pinned:true' },
          { kind: 'value', name, value: 'false', label: m.search_pinned_false(), detail: 'pinned:false' },
        ];
      default:
        return daysFor(typed, new Date()).map((day, index) => ({
          ...{ kind: 'value', name, value: day, label: day },
          detail: typed === '' ? ([m.search_today, m.search_yesterday][index]?.() ?? '') : '',
        }));
    }
  }, [hint, people, communities, communityId, recent]);
}
