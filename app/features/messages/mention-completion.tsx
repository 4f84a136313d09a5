import { AtSign, Hash, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import type { Realtime } from '../../realtime/realtime.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { CompletionItem, CompletionProvider } from './completion/provider.ts';
import { findMembers, suggestChannels, suggestPeople, type Suggestion } from './suggest-mentions.ts';

interface Place {
  realtime: Realtime;
  /** Null for a conversation. */
  communityId: string | null;
  channelId: string;
}

/** Milliseconds that somebody pauses between two letters. */
const betweenLetters = 120;

/** Completes `@` to people, roles and everybody: who spoke here lately first. */
export function personCompletion({ realtime, communityId, channelId }: Place): CompletionProvider {
  let last = new AbortController();
  return {
    trigger: '@',
    label: m.mention_complete_people,
    from: 0,
    async find(query) {
      last.abort();
      last = new AbortController();
      const { signal } = last;
      const state = () => realtime.state.get();
      const community = communityId === null ? undefined : state().communities[communityId];
      await new Promise((done) => setTimeout(done, betweenLetters));
      const members =
        community && !signal.aborted ? await findMembers(community, query, signal).catch(() => []) : [];
      return suggestPeople(state(), community, channelId, query, members).map(itemOf);
    },
  };
}

/** Completes `#` to channels of the community that the viewer may see. */
export function channelCompletion({ realtime, communityId }: Place): CompletionProvider {
  return {
    trigger: '#',
    label: m.mention_complete_channels,
    from: 0,
    async find(query) {
      const community = realtime.state.get().communities[communityId ?? ''];
      return community ? suggestChannels(community, query).map(itemOf) : [];
    },
  };
}

const itemOf = (suggestion: Suggestion): CompletionItem => ({
  key: `${suggestion.kind} ${suggestion.id}`,
  text: `${suggestion.type()} `,
  label: suggestion.name,
  note: suggestion.note,
  picture: pictureOf(suggestion),
});

function pictureOf({ kind, id, name }: Suggestion): ReactNode {
  if (kind === 'person') return <Avatar id={id} name={name} size="small" />;
  const Icon = { role: AtSign, all: Users, channel: Hash }[kind];
  return <Icon size={17} className="text-soft" />;
}
