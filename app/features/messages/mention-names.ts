import type { AuthorDto, Mention } from '#contract/messages';
import type { ClientState } from '../../realtime/client-state.ts';
import { shownName } from '../members/names.ts';
import { knownPeople } from './typed-mentions.ts';

/** What mentions are typed as in a place (a community or a conversation); `people` goes before what was picked here. */
export const nameIn =
  (state: ClientState, placeId: string, people: readonly AuthorDto[] = []) =>
  (node: Extract<Mention, { id: string }>): { name: string; otherwise?: string } | undefined => {
    const community = state.communities[placeId];
    if (node.kind === 'user') {
      const members = state.conversations[placeId]?.members ?? [];
      const person = [...people, ...members, ...knownPeople(placeId)].find(({ id }) => id === node.id);
      return person && { name: `@${shownName(person)}`, otherwise: `@${person.username}` };
    }
    if (node.kind === 'role') {
      const role = community?.roles.find(({ id }) => id === node.id);
      return role && { name: `@${role.name}` };
    }
    const channel = community?.channels.find(({ id }) => id === node.id);
    return channel && { name: `#${channel.name}` };
  };
