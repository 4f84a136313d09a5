import type { ReactNode } from 'react';
import type { ForumTagDto } from '#contract/forums';

/** A tag on a post. */
export const TagChip = ({ tag }: { tag: ForumTagDto }): ReactNode => (
  <span className="tag-chip">
    <TagName tag={tag} />
  </span>
);

/** A tag's emoji and name. */
export const TagName = ({
  tag: { emoji, name },
}: {
  tag: Pick<ForumTagDto, 'emoji' | 'name'>;
}): ReactNode => (
  <>
    {emoji && <span aria-hidden>{emoji}</span>}
    <bdi className="truncate">{name}</bdi>
  </>
);
