import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useMemo, useState } from 'react';
import { formatSearch, searchLimits, type SearchPart } from '#contract/search';
import { m } from '#i18n';
import { hintOf, type OperatorPart, takeOperators } from './hints.ts';
import { type Suggestion, SuggestionList } from './suggestion-list.tsx';
import { useSuggestions } from './use-suggestions.ts';

export interface Typed {
  chips: readonly OperatorPart[];
  text: string;
}

/** All that is looked for, as one would type it; but for an operator whose value is being typed. */
export function textOf({ chips, text }: Typed): string {
  const hint = hintOf(text);
  const words = hint?.kind === 'value' ? text.slice(0, hint.start) : text;
  return [formatSearch(chips), words.trim()].filter(Boolean).join(' ');
}

/**
 * The field of a search: operators become chips, and are completed while they are typed, with people and channels of
 * `communityId` or of all communities.
 */
export function SearchField({
  typed,
  communityId,
  recent,
  onChange,
  onSubmit,
  onLeave,
  onForget,
  ref,
}: {
  typed: Typed;
  communityId: string | undefined;
  recent: readonly string[];
  onChange: (typed: Typed) => void;
  /** With all that is looked for. */
  onSubmit: (text: string) => void;
  /** Arrow down with nothing to choose from. */
  onLeave: () => void;
  onForget: () => void;
  ref: Ref<HTMLInputElement>;
}): ReactNode {
  const { chips, text } = typed;
  const list = useId();
  const [marked, setMarked] = useState(-1);
  const [isShut, setShut] = useState(false);
  const hint = useMemo(() => hintOf(text), [text]);
  const suggestions = useSuggestions(hint, {
    communityId,
    recent: chips.length === 0 && text === '' ? recent : [],
  });
  const open = !isShut && suggestions.length > 0;
  const at = Math.min(marked, suggestions.length - 1);

  const change = (next: Typed) => {
    setMarked(-1);
    setShut(false);
    onChange(next);
  };
  const write = (value: string) => {
    const { taken, rest } = takeOperators(value, false);
    change({ chips: [...chips, ...taken], text: rest });
  };
  const choose = (suggestion: Suggestion) => {
    if (suggestion.kind === 'recent') {
      const { taken, rest } = takeOperators(suggestion.text, true);
      return change({ chips: taken, text: rest });
    }
    if (!hint) return;
    const before = text.slice(0, hint.start);
    if (suggestion.kind === 'operator')
      return change({ chips, text: `${before}${hint.not ? '-' : ''}${suggestion.name}:` });
    const { name, value } = suggestion;
    // What is neither before nor after another day cannot be denied.
    const not = hint.not && !['before', 'after', 'on', 'pinned'].includes(name);
    change({ chips: [...chips, { kind: 'operator', name, value, not }], text: before });
  };
  const submit = () => {
    const { taken, rest } = takeOperators(text, true);
    const next = { chips: [...chips, ...taken], text: rest };
    if (taken.length > 0) change(next);
    setShut(true);
    onSubmit(textOf(next));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = open ? suggestions[at] : undefined;
    if (event.key === 'ArrowDown' && !open) {
      event.preventDefault();
      onLeave();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && open) {
      event.preventDefault();
      const count = suggestions.length + 1;
      setMarked(((at + 1 + (event.key === 'ArrowDown' ? 1 : -1) + count) % count) - 1);
    } else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && open && text !== '') {
      event.preventDefault();
      event.stopPropagation();
      setShut(true);
    } else if (event.key === 'Backspace' && event.currentTarget.selectionEnd === 0 && chips.length > 0) {
      event.preventDefault();
      const last = chips.at(-1)!;
      change({ chips: chips.slice(0, -1), text: `${formatSearch([last])}${text && ` ${text}`}` });
    }
  };

  return (
    <>
      <div className="flex min-h-14 min-w-0 flex-1 flex-wrap items-center gap-1.5 py-2">
        <Search size={18} className="me-1 flex-none text-faint" aria-hidden />
        {chips.map((chip, index) => (
          <Chip
            key={`${index}${formatSearch([chip])}`}
            chip={chip}
            onRemove={() => change({ chips: chips.filter((each) => each !== chip), text })}
          />
        ))}
        <input
          ref={ref}
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          aria-activedescendant={open && at >= 0 ? `${list}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={m.search_label()}
          placeholder={chips.length === 0 ? m.search_placeholder() : ''}
          value={text}
          maxLength={searchLimits.textMax}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          enterKeyHint="search"
          className="h-9 min-w-[120px] flex-1 bg-transparent text-lead outline-none placeholder:text-faint"
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {open && (
        <SuggestionList
          id={list}
          suggestions={suggestions}
          marked={at}
          onMark={setMarked}
          onChoose={choose}
          onForget={onForget}
        />
      )}
    </>
  );
}

function Chip({ chip, onRemove }: { chip: SearchPart; onRemove: () => void }): ReactNode {
  const text = formatSearch([chip]);
  return (
    <span className="inline-flex h-8 max-w-full items-center rounded-base bg-accent-soft ps-2.5 text-note font-medium text-accent-strong pointer-coarse:h-11">
      <bdi className="min-w-0 truncate">{text}</bdi>
      <button
        type="button"
        aria-label={m.search_remove({ filter: text })}
        title={m.search_remove({ filter: text })}
        className="grid size-8 flex-none place-items-center rounded-base hover:text-text pointer-coarse:size-11"
        onClick={onRemove}
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}
