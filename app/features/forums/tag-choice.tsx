import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { forumLimits, type ForumTagDto } from '#contract/forums';
import { m } from '#i18n';
import { TagName } from './tag-chip.tsx';

/** The tags of a post, as boxes to tick; those of the moderators are there for them alone. */
export function TagChoice({
  legend,
  tags,
  moderates,
  isOn,
  problem,
}: {
  legend: string;
  tags: readonly ForumTagDto[];
  moderates: boolean;
  isOn: (tagId: string) => boolean;
  problem?: string | undefined;
}): ReactNode {
  const set = useRef<HTMLFieldSetElement>(null);
  const [isFull, setFull] = useState(false);
  const offered = tags.filter(({ id, moderated }) => !moderated || moderates || isOn(id));
  if (offered.length === 0) return null;
  const count = (_event: FormEvent) =>
    setFull((set.current?.querySelectorAll(':checked').length ?? 0) > forumLimits.postTagsMax);
  return (
    <fieldset ref={set} onChange={count}>
      <legend className="mb-1.5 text-note font-medium">{legend}</legend>
      <ul className="flex flex-wrap gap-1.5">
        {offered.map((tag) => (
          <li key={tag.id} className="max-w-full">
            <label className="filter-chip tag-box">
              <input type="checkbox" name={`tag:${tag.id}`} defaultChecked={isOn(tag.id)} />
              <TagName tag={tag} />
              {tag.moderated && <span className="text-small text-faint">{m.forum_tag_moderated()}</span>}
            </label>
          </li>
        ))}
      </ul>
      <p role="status" className="text-small font-medium text-danger">
        {isFull || problem ? m.forum_tags_too_many({ count: forumLimits.postTagsMax }) : ''}
      </p>
    </fieldset>
  );
}
