import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { DirectoryRole, Place } from '#server/domains/permissions/index.ts';
import { mentionsOf, messageLimits, type Block } from './contract.ts';

/** Whom a message tells of itself: a row of its own for each, whoever that is at reading. */
export interface MentionTarget {
  kind: 'user' | 'reply' | 'role' | 'everyone' | 'here';
  /** The account, the role, or the channel that all of whom are meant. */
  id: string;
}

type Writer = Pick<ChannelGrant, 'place' | 'channel' | 'permissions'>;

/** A conversation has none. */
export const rolesOf = (place: Place): readonly DirectoryRole[] =>
  place.kind === 'community' ? place.roles : [];

/**
 * Whom a text of this author names here: members, roles that may be named (any, for who may address everybody) and
 * everybody. Names of others stay in the text and tell nobody. At most 50, those that come first.
 */
export function targetsOf(
  { place, channel, permissions }: Writer,
  tree: readonly Block[] | null,
): MentionTarget[] {
  if (!tree) return [];
  const addressesAll = permissions.has('mention.everyone');
  return mentionsOf(tree)
    .flatMap((mention): MentionTarget[] => {
      switch (mention.kind) {
        case 'user':
          return place.isMember(mention.id) ? [{ kind: 'user', id: mention.id }] : [];
        case 'role': {
          const role = rolesOf(place).find(({ id }) => id === mention.id);
          const isNamed = role && !role.isEveryone && (role.mentionable || addressesAll);
          return isNamed ? [{ kind: 'role', id: role.id }] : [];
        }
        case 'channel':
          return [];
        default:
          return addressesAll ? [{ kind: mention.kind, id: channel.id }] : [];
      }
    })
    .slice(0, messageLimits.mentionsMax);
}
