import { CalendarDays, Clock, Hash, Link2, Pin, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchOperator } from '#contract/search';
import { m } from '#i18n';
import { Avatar } from '../../ui/avatar.tsx';
import { useScrolledTo } from './use-scrolled-to.ts';

export type Suggestion =
  | { kind: 'recent'; text: string }
  | { kind: 'operator'; name: SearchOperator }
  | { kind: 'value'; name: SearchOperator; value: string; label: string; detail: string; personId?: string };

const about: Record<SearchOperator, () => string> = {
  from: m.search_about_from,
  in: m.search_about_in,
  mentions: m.search_about_mentions,
  has: m.search_about_has,
  pinned: m.search_about_pinned,
  before: m.search_about_before,
  after: m.search_about_after,
  on: m.search_about_on,
};

const keyOf = (suggestion: Suggestion): string =>
  suggestion.kind === 'recent'
    ? `recent ${suggestion.text}`
    : `${suggestion.name}:${suggestion.kind === 'value' ? suggestion.value : ''}`;

/** What the text of a search may go on as. The field has the keyboard, and marks one of these. */
export function SuggestionList({
  id,
  suggestions,
  marked,
  onMark,
  onChoose,
  onForget,
}: {
  id: string;
  suggestions: readonly Suggestion[];
  marked: number;
  onMark: (index: number) => void;
  onChoose: (suggestion: Suggestion) => void;
  onForget: () => void;
}): ReactNode {
  const scroller = useScrolledTo(marked);
  const hasRecent = suggestions.some(({ kind }) => kind === 'recent');
  return (
    <div
      ref={scroller}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      className="order-last max-h-[min(420px,50dvh)] w-full basis-full overflow-y-auto pb-2"
    >
      <div id={id} role="listbox" aria-label={m.search_suggestions()}>
        {suggestions.map((suggestion, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={keyOf(suggestion)}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            className="finder-option"
            onPointerMove={() => onMark(index)}
            onClick={() => onChoose(suggestion)}
          >
            <SuggestionText suggestion={suggestion} />
          </div>
        ))}
      </div>
      {hasRecent && (
        <button
          type="button"
          className="link ms-3 inline-flex min-h-8 items-center text-small pointer-coarse:min-h-11"
          onClick={onForget}
        >
          {m.search_forget()}
        </button>
      )}
    </div>
  );
}

function SuggestionText({ suggestion }: { suggestion: Suggestion }): ReactNode {
  if (suggestion.kind === 'recent')
    return (
      <>
        <Clock size={16} className="flex-none text-faint" aria-hidden />
        <bdi className="min-w-0 truncate">{suggestion.text}</bdi>
      </>
    );
  if (suggestion.kind === 'operator')
    return (
      <>
        <SlidersHorizontal size={16} className="flex-none text-faint" aria-hidden />
        <span className="font-medium">{suggestion.name}:</span>
        <span className="min-w-0 truncate text-note text-soft">{about[suggestion.name]()}</span>
      </>
    );
  return (
    <>
      <ValuePicture suggestion={suggestion} />
      <bdi className="min-w-0 truncate">{suggestion.label}</bdi>
      <bdi className="min-w-0 truncate text-note text-faint">{suggestion.detail}</bdi>
    </>
  );
}

function ValuePicture({
  suggestion: { name, label, personId },
}: {
  suggestion: Extract<Suggestion, { kind: 'value' }>;
}): ReactNode {
  if (personId) return <Avatar id={personId} name={label} size="small" />;
  const Icon = name === 'in' ? Hash : name === 'has' ? Link2 : name === 'pinned' ? Pin : CalendarDays;
  return <Icon size={16} className="flex-none text-faint" aria-hidden />;
}
