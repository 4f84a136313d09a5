import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { messageLimits } from '#contract/messages';
import { searchLimits } from '#contract/search';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { inputClass } from '../../ui/field.tsx';
import { type Entry, writableEntries } from '../search/switcher/entries.ts';
import { EntryPicture } from '../search/switcher/entry-picture.tsx';
import { recentPlaces } from '../search/switcher/recent-places.ts';
import { useConversation } from './conversation-context.ts';

/** The places that a message is forwarded to: found by name, ticked, and up to five at once. */
export function ForwardTargets({
  chosen,
  onToggle,
}: {
  chosen: readonly Entry[];
  onToggle: (entry: Entry) => void;
}): ReactNode {
  const { communityId } = useConversation();
  const [typed, setTyped] = useState('');
  const [recent] = useState(recentPlaces);
  const state = useClientState((value) => value);
  const entries = useMemo(() => writableEntries(state, typed, recent), [state, typed, recent]);
  const isFull = chosen.length >= messageLimits.forwardsMax;
  const isChosen = ({ id }: Entry): boolean => chosen.some((each) => each.id === id);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const [best] = entries;
    if (!best || typed.trim() === '' || isChosen(best)) return;
    onToggle(best);
    setTyped('');
  };

  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 text-note font-medium">{m.forward_to()}</legend>
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {chosen.map((entry) => (
            <li key={entry.id} className="max-w-full">
              <button
                type="button"
                aria-label={m.forward_remove({ name: isolate(entry.label) })}
                className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-m bg-accent-soft px-2.5 text-note font-medium text-accent-strong pointer-coarse:min-h-11"
                onClick={() => onToggle(entry)}
              >
                <bdi className="truncate">
                  {entry.picture.kind === 'channel' && '#'}
                  {entry.label}
                  {entry.communityId && entry.communityId !== communityId && ` · ${entry.detail}`}
                </bdi>
                <X size={14} className="flex-none" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="relative">
        <Search
          size={16}
          aria-hidden
          className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-faint"
        />
        <input
          type="search"
          aria-label={m.forward_search()}
          placeholder={m.forward_search()}
          value={typed}
          maxLength={searchLimits.nameMax}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          className={`${inputClass} ps-9`}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul className="-mx-2 max-h-[min(15rem,32dvh)] overflow-y-auto overscroll-contain">
        {entries.map((entry) => (
          <li key={entry.id}>
            <label className="flex min-h-10 items-center gap-2.5 rounded-m px-2 py-1 hover:bg-hover has-[:disabled]:opacity-60 has-[:focus-visible]:bg-hover pointer-coarse:min-h-12">
              <EntryPicture entry={entry} viewerId={state.viewer.id} />
              <bdi className="max-w-[60%] flex-none truncate">{entry.label}</bdi>
              <bdi className="min-w-0 flex-1 truncate text-note text-faint">{entry.detail}</bdi>
              <input
                type="checkbox"
                className="size-5 flex-none accent-accent"
                checked={isChosen(entry)}
                disabled={isFull && !isChosen(entry)}
                onChange={() => onToggle(entry)}
              />
            </label>
          </li>
        ))}
      </ul>
      <p role="status" className="text-small text-faint empty:hidden">
        {entries.length === 0
          ? m.forward_none()
          : isFull && m.forward_most({ count: messageLimits.forwardsMax })}
      </p>
    </fieldset>
  );
}
