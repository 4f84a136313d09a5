import type { AccountDto } from '#contract/accounts';
import { type Place, shownNameOf } from '#server/domains/permissions/index.ts';

const reference = /<(@&?|#)([0-9a-f-]{36})>/g;

/** Ids of the people that texts name. */
export const idsNamed = (texts: readonly string[]): string[] => [
  ...new Set(
    texts.flatMap((text) =>
      [...text.matchAll(reference)].flatMap(([, sign, id]) => (sign === '@' ? id! : [])),
    ),
  ),
];

/** A text with names in the place of ids, of what the reader may see; whom it does not know, or hides, it leaves out. */
export const nameMentions = (
  text: string,
  place: Place,
  readerId: string,
  people: readonly AccountDto[],
): string =>
  text.replaceAll(reference, (_, sign: string, id: string) => {
    if (sign === '@') {
      const person = place.isMember(id) ? people.find((each) => each.id === id) : undefined;
      return person ? `@${shownNameOf(place, person)}` : '@…';
    }
    if (place.kind !== 'community') return '…';
    if (sign === '@&') return `@${place.roles.find((role) => role.id === id)?.name ?? '…'}`;
    const isVisible = place.permissionsOf(readerId, id).has('channel.view');
    return `#${(isVisible && place.channels.get(id)?.name) || '…'}`;
  });
