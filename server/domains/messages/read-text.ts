import type { ChannelGrant } from '#server/domains/channels/index.ts';
import { messageLimits, type Block, type Inline } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { parseMarkdown } from './markdown.ts';
import { rolesOf } from './mentions.ts';
import { findTypedNames, type TypedName } from './typed-names.ts';

/** A text as it is kept, and as it was read. */
export interface ReadText {
  body: string;
  tree: Block[] | null;
}

/**
 * Reads what somebody wrote in a channel. Names that were typed by hand (`@noor`, `#general`) become mentions when they
 * mean one member, role or channel and no other; roles that may not be named and channels that the author may not view
 * are no candidates. That costs a query when there is an `@name` in the text, and none else.
 */
export async function readText(deps: MessageDeps, grant: ChannelGrant, typed: string): Promise<ReadText> {
  const addressesAll = grant.permissions.has('mention.everyone');
  const plain = { body: typed, tree: parseMarkdown(typed, addressesAll) };
  const names = findTypedNames(typed);
  if (names.length === 0) return plain;
  const known = await lookUp(deps, grant, names);
  let body = '';
  let at = 0;
  let count = 0;
  for (const { index, candidates } of names) {
    const match = candidates.find((candidate) => known.has(keyOf(candidate)));
    if (match === undefined) continue;
    body += typed.slice(at, index) + known.get(keyOf(match))!;
    at = index + match.length;
    count += 1;
  }
  if (count === 0) return plain;
  body += typed.slice(at);
  const tree = parseMarkdown(body, addressesAll);
  // The parser decides what is code: when it takes one of them for such, the text stays as it was typed.
  const isRead = countMentions(tree) === countMentions(plain.tree) + count;
  return isRead && body.length <= messageLimits.bodyMax ? { body, tree } : plain;
}

const keyOf = (name: string): string => name.normalize('NFC').toLowerCase();

/** By what was typed, sign and all: the mention that it means. Who has it as their username goes before all others. */
async function lookUp(
  deps: MessageDeps,
  { place, account, permissions }: ChannelGrant,
  names: readonly TypedName[],
): Promise<Map<string, string>> {
  const typed = [...new Set(names.flatMap(({ candidates }) => candidates))];
  const found = new Map<string, Set<string>>();
  const add = (name: string, mention: string) => {
    const key = keyOf(name);
    found.set(key, (found.get(key) ?? new Set()).add(mention));
  };
  const channels = place.kind === 'community' ? place.channels.values() : [];
  for (const channel of channels)
    if (place.permissionsOf(account.id, channel.id).has('channel.view'))
      add(`#${channel.name}`, `<#${channel.id}>`);
  for (const role of rolesOf(place))
    if (!role.isEveryone && (role.mentionable || permissions.has('mention.everyone')))
      add(`@${role.name}`, `<@&${role.id}>`);
  const people = typed.filter((name) => name.startsWith('@')).map((name) => name.slice(1));
  const usernames = new Map<string, string>();
  if (people.length > 0)
    for (const person of await deps.store.membersNamed(place, people, people.map(deps.usernameSkeleton))) {
      if (person.by_username) usernames.set(keyOf(`@${person.name}`), `<@${person.id}>`);
      else add(`@${person.name}`, `<@${person.id}>`);
    }
  const unambiguous = [...found].flatMap(([key, mentions]): [string, string][] =>
    mentions.size === 1 ? [[key, [...mentions][0]!]] : [],
  );
  return new Map([...unambiguous, ...usernames]);
}

function countMentions(nodes: readonly (Block | Inline | Block[])[] | null): number {
  let count = 0;
  for (const node of nodes ?? []) {
    if (typeof node === 'string') continue;
    if (Array.isArray(node)) count += countMentions(node);
    else if (node.t === 'mention') count += 'id' in node ? 1 : 0;
    else if ('c' in node) count += countMentions(node.c);
  }
  return count;
}
