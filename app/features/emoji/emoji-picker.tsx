import { Search } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { m } from '#i18n';
import { placeMenu } from '../../ui/place-menu.ts';
import { createStore } from '../../realtime/store.ts';
import { type Catalogue, type Emoji, searchEmoji } from './catalogue.ts';
import { EmojiGrid, type GridHandle } from './emoji-grid.tsx';
import { EmojiHint } from './emoji-hint.tsx';
import { CategoryBar, groupNames, groups } from './category-bar.tsx';
import type { Section } from './grid.ts';
import { loadedEmoji, loadEmoji } from './load-emoji.ts';
import { ToneChoice } from './tone-choice.tsx';
import { type Tone, withTone } from './tones.ts';
import { favourites, keepTone, readUsage } from './usage.ts';
import './emoji-picker.css';

interface Props {
  anchor: HTMLElement;
  accountId: string;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** Emoji of one's own shown first. */
const ownMax = 27;

/**
 * All emoji to choose one of, at the element that opened it; on a phone from the bottom. One types to search and walks with
 * the arrow keys; Escape, a click outside and a choice close it (a choice with Shift does not).
 */
export default function EmojiPicker({ anchor, accountId, onPick, onClose }: Props): ReactNode {
  const [catalogue, setCatalogue] = useState(loadedEmoji);
  const [failed, setFailed] = useState(false);
  const [query, setQuery] = useState('');
  const [tone, setTone] = useState<Tone>(() => readUsage(accountId).tone);
  const [own] = useState(() => favourites(accountId, ownMax));
  const [hint] = useState(() => createStore<Emoji | null>(null));
  const box = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);

  useEffect(() => {
    if (catalogue) return;
    loadEmoji().then(setCatalogue, () => setFailed(true));
  }, [catalogue]);

  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    current.showPopover();
    placeMenu(current, anchor, 'end');
    // A keyboard on screen would take half of it: there one taps first.
    if (matchMedia('(pointer: fine)').matches) search.current?.focus({ preventScroll: true });
    else current.focus({ preventScroll: true });
  }, [anchor]);

  const sections = useMemo(() => catalogue && sectionsOf(catalogue, own, query), [catalogue, own, query]);

  const pick = ({ emoji, tones }: Emoji, stay: boolean): void => {
    if (!stay) box.current?.hidePopover();
    onPick(withTone(emoji, tones, tone));
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    const first = sections?.[0]?.emoji[0];
    if (event.key === 'ArrowDown') grid.current?.focus();
    else if (event.key === 'Enter' && query !== '' && first) pick(first, event.shiftKey);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={box}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={m.emoji_picker()}
      className="emoji-picker"
      onToggle={({ newState }) => newState === 'closed' && onClose()}
      // Letters and arrows are the picker's, not those of the list that it was opened from.
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        // A search field would be emptied by it first.
        event.preventDefault();
        box.current?.hidePopover();
      }}
    >
      <div className="flex items-center gap-1.5 p-2">
        <label className="emoji-search">
          <Search size={16} aria-hidden className="flex-none text-faint" />
          <input
            ref={search}
            type="search"
            value={query}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="done"
            aria-label={m.emoji_search()}
            placeholder={m.emoji_search()}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={onSearchKey}
          />
        </label>
        <ToneChoice
          tone={tone}
          onChange={(next) => {
            setTone(next);
            keepTone(accountId, next);
          }}
        />
      </div>
      {sections ? (
        <>
          {query === '' && <CategoryBar onChoose={(key) => grid.current?.show(key)} />}
          {sections.every(({ emoji }) => emoji.length === 0) ? (
            <p role="status" className="emoji-none">
              {m.emoji_none()}
            </p>
          ) : (
            <EmojiGrid
              key={query}
              ref={grid}
              sections={sections}
              tone={tone}
              hint={hint}
              onPick={pick}
              onLeave={() => search.current?.focus()}
            />
          )}
          <EmojiHint hint={hint} tone={tone} />
        </>
      ) : (
        <p role="status" className="emoji-none">
          {failed ? m.ui_part_unreachable() : m.reactions_loading()}
        </p>
      )}
    </div>
  );
}

function sectionsOf(catalogue: Catalogue, own: readonly string[], query: string): Section[] {
  if (query.trim() !== '')
    return [{ key: 'results', title: m.emoji_results(), emoji: searchEmoji(catalogue, query, 120) }];
  return [
    {
      key: 'own',
      title: m.emoji_recent(),
      // In the tone in which each was used.
      emoji: own.map((emoji) => catalogue.byEmoji.get(emoji) ?? plain(emoji)),
    },
    ...groups.map((group): Section => ({
      key: String(group),
      title: groupNames[group](),
      emoji: catalogue.all.filter((each) => each.group === group),
    })),
  ];
}

const plain = (emoji: string): Emoji => ({
  ...{ emoji, group: -1, name: emoji, codes: [], tones: 0 },
  folded: { name: '', words: [] },
});
