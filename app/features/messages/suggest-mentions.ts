import type { CommunityDto, MemberPage } from '#contract/communities';
import type { AuthorDto } from '#contract/messages';
import { m } from '#i18n';
import type { ClientState } from '../../realtime/client-state.ts';
import { rolesAmong, shownName } from '../members/names.ts';
import { rememberPerson, tokenOf, typeAs } from './typed-mentions.ts';

/** Something that can be picked: how it shows, and what picking it types. */
export interface Suggestion {
  id: string;
  kind: 'person' | 'role' | 'all' | 'channel';
  name: string;
  note: string;
  /** What to type; called when it is picked. */
  type: () => string;
}

const shownMax = 8;
/** How far back it counts who spoke lately. */
const lately = 200;

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();

/** Lower is better; undefined: does not match. Beginnings of the name or of one of its words. */
function rankOf(query: string, ...names: string[]): number | undefined {
  if (query === '') return 1;
  const all = names.map(folded);
  if (all.some((name) => name.startsWith(query))) return 0;
  if (all.some((name) => name.includes(` ${query}`))) return 1;
  return all.some((name) => name.includes(query)) ? 2 : undefined;
}

const best = (ranked: { rank: number | undefined; of: Suggestion }[]): Suggestion[] =>
  ranked
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => a.rank! - b.rank!)
    .map(({ of }) => of);

/** Channels of the community that the viewer may see. */
export function suggestChannels(community: CommunityDto, typed: string): Suggestion[] {
  const query = folded(typed);
  return best(
    community.channels.map(({ id, name }) => ({
      rank: rankOf(query, name),
      of: {
        ...{ id, kind: 'channel', name, note: '' },
        type: () => typeAs(community.id, tokenOf({ t: 'mention', kind: 'channel', id }), `#${name}`),
      },
    })),
  ).slice(0, shownMax);
}

/**
 * Whom a text can name: those who spoke here lately first, then members by name, then roles and everybody. `members` are
 * those that the instance found for the same text.
 */
export function suggestPeople(
  state: ClientState,
  community: CommunityDto | undefined,
  channelId: string,
  typed: string,
  members: readonly AuthorDto[],
): Suggestion[] {
  const query = folded(typed);
  const spoke = (state.logs[channelId]?.messages ?? [])
    .slice(-lately)
    .toReversed()
    .flatMap(({ author }) => (author ? [author] : []));
  const seen = new Set<string>([state.viewer.id]);
  const taking = state.conversations[channelId]?.members ?? [];
  const people = [...spoke, ...taking, ...members].filter(({ id }) => !seen.has(id) && seen.add(id));
  const persons = best(
    people.map((person) => ({
      rank: rankOf(query, shownName(person), person.username),
      of: personSuggestion(community?.id ?? channelId, person),
    })),
  );
  const addressesAll =
    community?.channels.find(({ id }) => id === channelId)?.permissions.includes('mention.everyone') ?? false;
  const roles = best(
    (community?.roles ?? [])
      .filter(({ isEveryone, mentionable }) => !isEveryone && (mentionable || addressesAll))
      .map(({ id, name }) => ({
        rank: rankOf(query, name),
        of: {
          ...{ id, kind: 'role', name, note: m.mention_role() },
          type: () => typeAs(community!.id, tokenOf({ t: 'mention', kind: 'role', id }), `@${name}`),
        },
      })),
  );
  const all = addressesAll
    ? best(
        (['everyone', 'here'] as const).map((name) => ({
          rank: rankOf(query, name),
          of: {
            ...{ id: name, kind: 'all', name },
            note: name === 'everyone' ? m.mention_everyone_note() : m.mention_here_note(),
            type: () => `@${name}`,
          },
        })),
      )
    : [];
  const others = [...roles, ...all].slice(0, 4);
  return [...persons.slice(0, shownMax - others.length), ...others];
}

const personSuggestion = (placeId: string, person: AuthorDto): Suggestion => ({
  id: person.id,
  kind: 'person',
  name: shownName(person),
  note: person.username,
  type: () => {
    rememberPerson(placeId, person);
    const token = tokenOf({ t: 'mention', kind: 'user', id: person.id });
    return typeAs(placeId, token, `@${shownName(person)}`, `@${person.username}`);
  },
});

/** Members whose name holds the text; none when the instance cannot be reached. */
export async function findMembers(
  community: CommunityDto,
  typed: string,
  signal: AbortSignal,
): Promise<AuthorDto[]> {
  const wanted = new URLSearchParams(typed ? { query: typed } : {});
  const path = `/api/v1/communities/${community.id}/members?${wanted.toString()}`;
  const response = await fetch(path, { headers: { 'X-Hearth-Client': '1' }, signal });
  if (!response.ok) return [];
  const { members } = (await response.json()) as MemberPage;
  return members.map(({ account, nickname, roleIds }) => {
    const role = rolesAmong(community.roles, roleIds).find(({ colour }) => colour !== null);
    return { ...account, ...(nickname !== null && { nickname }), ...(role && { roleId: role.id }) };
  });
}
