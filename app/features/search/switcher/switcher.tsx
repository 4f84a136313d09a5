import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { searchLimits } from '#contract/search';
import { m } from '#i18n';
import { useClientState } from '../../../realtime/hooks.ts';
import { CountBadge } from '../../../ui/count-badge.tsx';
import { CloseFinder } from '../close-finder.tsx';
import { FinderWindow } from '../finder-window.tsx';
import { finder } from '../finder.ts';
import { usePeople } from '../use-people.ts';
import { useScrolledTo } from '../use-scrolled-to.ts';
import { entriesFor, type Entry } from './entries.ts';
import { EntryPicture } from './entry-picture.tsx';
import { recentPlaces } from './recent-places.ts';

/** Goes anywhere by name: channels, conversations, communities, settings, and people whom one shares a community with. */
export default function Switcher({ onClose }: { onClose: () => void }): ReactNode {
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const [recent] = useState(recentPlaces);
  const { channelId, communityId } = useParams();
  const state = useClientState((value) => value);
  const people = usePeople(typed.trim());
  const navigate = useNavigate();
  const list = useId();

  const entries = useMemo(() => {
    const known = entriesFor(state, typed, recent, { channelId, communityId });
    const met = people
      .filter(({ account }) => account.id !== state.viewer.id)
      .map((person): Entry => ({
        id: `person:${person.account.id}`,
        label: person.nickname ?? person.account.displayName,
        detail: `@${person.account.username}`,
        also: [],
        to: `/c/${person.communityId}/members/${person.account.id}`,
        unread: 0,
        picture: { kind: 'person', id: person.account.id, name: person.account.displayName },
      }));
    return [...known, ...met];
  }, [state, typed, recent, channelId, communityId, people]);

  const at = Math.min(marked, Math.max(0, entries.length - 1));
  const scroller = useScrolledTo(at);
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void navigate(entry.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length > 0) {
      event.preventDefault();
      setMarked((at + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(entries[at]);
    }
  };

  return (
    <FinderWindow title={m.switcher_title()} onClose={onClose}>
      <div className="flex flex-none items-center gap-2.5 border-b border-line px-4">
        <Search size={18} className="flex-none text-faint" aria-hidden />
        <input
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={list}
          aria-activedescendant={entries.length > 0 ? `${list}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={m.switcher_label()}
          placeholder={m.switcher_placeholder()}
          value={typed}
          maxLength={searchLimits.nameMax}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          className="h-14 min-w-0 flex-1 bg-transparent text-lead outline-none placeholder:text-faint"
          onChange={(event) => {
            setTyped(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
        />
        <CloseFinder onClose={onClose} />
      </div>
      <div
        ref={scroller}
        id={list}
        role="listbox"
        aria-label={m.switcher_title()}
        className="min-h-0 flex-1 overflow-y-auto p-2"
      >
        {entries.map((entry, index) => (
          // The keyboard has the field; a pointer needs no other way.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="finder-option"
            onPointerMove={() => setMarked(index)}
            onClick={() => go(entry)}
          >
            <EntryPicture entry={entry} viewerId={state.viewer.id} />
            <bdi className={entry.unread > 0 ? 'truncate font-semibold' : 'truncate'}>{entry.label}</bdi>
            <bdi className="min-w-0 flex-1 truncate text-note text-faint">{entry.detail}</bdi>
            <CountBadge count={entry.unread} />
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className="px-4 pb-5 text-center text-soft" role="status">
          {typed.trim() ? m.switcher_none() : m.switcher_start()}
        </p>
      )}
      <footer className="flex flex-none items-center gap-4 border-t border-line px-4 py-2 text-small text-faint">
        <span className="flex-1 max-tablet:hidden">{m.switcher_keys()}</span>
        <button
          type="button"
          className="link min-h-8 pointer-coarse:min-h-11"
          onClick={() => finder.update(() => ({ kind: 'search', scope: null }))}
        >
          {m.switcher_to_search()}
        </button>
      </footer>
    </FinderWindow>
  );
}
