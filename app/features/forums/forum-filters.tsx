import { Check } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import { type ForumTagDto, postOrders } from '#contract/forums';
import { m } from '#i18n';
import { searchOf, type Shown } from './post-filter.ts';
import { TagName } from './tag-chip.tsx';

/** In which order posts stand, and which. Links, so that they work before and without JavaScript. */
export function ForumFilters({
  shown,
  tags,
  onChoose,
}: {
  shown: Shown;
  tags: readonly ForumTagDto[];
  onChoose: (shown: Shown) => void;
}): ReactNode {
  const choice = (next: Shown, pressed: boolean, children: ReactNode, key: string) => (
    <li key={key}>
      <Link
        to={searchOf(next)}
        aria-current={pressed ? 'true' : undefined}
        className="filter-chip"
        onClick={(event: MouseEvent) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
          event.preventDefault();
          onChoose(next);
        }}
      >
        {pressed && <Check size={14} className="flex-none" aria-hidden />}
        {children}
      </Link>
    </li>
  );
  const texts = { active: m.forum_sort_active(), newest: m.forum_sort_newest() };
  const toggled = (id: string) =>
    shown.tagIds.includes(id) ? shown.tagIds.filter((each) => each !== id) : [...shown.tagIds, id];
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <ul aria-label={m.forum_sort()} className="flex flex-wrap gap-1.5">
        {postOrders.map((order) => choice({ ...shown, order }, shown.order === order, texts[order], order))}
      </ul>
      <ul aria-label={m.forum_filter()} className="flex min-w-0 flex-wrap gap-1.5">
        {choice(
          { ...shown, unanswered: !shown.unanswered },
          shown.unanswered,
          m.forum_unanswered(),
          'unanswered',
        )}
        {tags.map((tag) =>
          choice(
            { ...shown, tagIds: toggled(tag.id) },
            shown.tagIds.includes(tag.id),
            <TagName tag={tag} />,
            tag.id,
          ),
        )}
      </ul>
    </div>
  );
}
