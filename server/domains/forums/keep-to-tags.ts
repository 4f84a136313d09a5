import { forbidden, invalid } from '#server/platform/errors.ts';
import type { ForumTagDto } from './contract.ts';

/**
 * That `wanted` are tags of the forum which this person may put on a post that has `present`.
 * @throws {AppError} INVALID, FORBIDDEN for a tag of the moderators
 */
export function keepToTags(
  tags: readonly ForumTagDto[],
  present: readonly string[],
  wanted: readonly string[],
  isModerator: boolean,
): void {
  if (wanted.some((id) => !tags.some((tag) => tag.id === id))) throw invalid({ tagIds: 'invalid' });
  const isMoved = ({ id }: ForumTagDto) => present.includes(id) !== wanted.includes(id);
  if (!isModerator && tags.some((tag) => tag.moderated && isMoved(tag))) throw forbidden();
}
