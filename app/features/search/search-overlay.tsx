import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { SearchOrder } from '#contract/search';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { titleOf } from '../direct/names.ts';
import { timesFor } from '../messages/times.ts';
import { CloseFinder } from './close-finder.tsx';
import { FinderWindow } from './finder-window.tsx';
import type { SearchScope } from './finder.ts';
import { HitInContext } from './hit-context.tsx';
import { NothingFound } from './nothing-found.tsx';
import { forgetSearches, noteSearch, recentSearches } from './recent-searches.ts';
import { SearchField, textOf, type Typed } from './search-field.tsx';
import { SearchTips } from './search-tips.tsx';
import { Segments } from './segments.tsx';
import { useSearch } from './use-search.ts';

type Where = 'channel' | 'community' | 'everywhere';

/** Finds messages: in the channel, the community or everywhere that one sees. */
export default function SearchOverlay({
  scope,
  here: { channelId, communityId },
  onClose,
}: {
  scope: SearchScope;
  here: { channelId: string | undefined; communityId: string | undefined };
  onClose: () => void;
}): ReactNode {
  const [typed, setTyped] = useState<Typed>({ chips: [], text: '' });
  const [where, setWhere] = useState<Where>(
    scope === null ? 'everywhere' : 'channelId' in scope ? 'channel' : 'community',
  );
  const [order, setOrder] = useState<SearchOrder>('newest');
  const [recent, setRecent] = useState(recentSearches);
  const [now] = useState(() => Date.now());
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const conversations = useClientState((state) => state.conversations);
  const viewerId = useClientState((state) => state.viewer.id);

  const text = textOf(typed);
  const wanted: SearchScope =
    where === 'channel' && channelId
      ? { channelId }
      : where === 'community' && communityId
        ? { communityId }
        : null;
  const { pages, busy, problem, loadMore, ...answered } = useSearch(text, wanted, order);
  const hits = pages.flatMap((page) => page.hits);
  const isAnswered = text !== '' && answered.text === text && !busy;

  const note = () => noteSearch(text);
  const step = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move) return;
    const links = [...(results.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at === -1 && event.target !== results.current) return;
    event.preventDefault();
    const next = links[at + move];
    if (next) next.focus();
    else if (move === -1) field.current?.focus();
  };
  const places = [
    ...(channelId
      ? [{ value: 'channel' as const, label: communityId ? m.search_here() : m.search_here_direct() }]
      : []),
    ...(communityId ? [{ value: 'community' as const, label: m.search_community() }] : []),
    { value: 'everywhere' as const, label: m.search_everywhere() },
  ];

  return (
    <FinderWindow title={m.search_title()} onClose={onClose}>
      <div className="flex flex-none flex-wrap items-start border-b border-line px-4">
        <SearchField
          ref={field}
          typed={typed}
          communityId={where === 'everywhere' ? undefined : communityId}
          recent={recent}
          onChange={setTyped}
          onSubmit={noteSearch}
          onLeave={() => results.current?.querySelector<HTMLElement>('[data-hit]')?.focus()}
          onForget={() => {
            forgetSearches();
            setRecent([]);
          }}
        />
        <span className="flex h-14 items-center">
          <CloseFinder onClose={onClose} />
        </span>
      </div>
      <div className="flex flex-none flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 pt-2.5 pb-1.5">
        {places.length > 1 && (
          <Segments label={m.search_where()} value={where} options={places} onChange={setWhere} />
        )}
        <Segments
          label={m.search_order()}
          value={order}
          options={[
            { value: 'newest', label: m.search_newest() },
            { value: 'best', label: m.search_best() },
          ]}
          onChange={setOrder}
        />
      </div>
      <p className="sr-only" role="status">
        {isAnswered && (hits.length > 0 ? m.search_found({ count: hits.length }) : m.search_nothing())}
      </p>
      {/* Arrow keys walk its links. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={results}
        aria-busy={busy}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3"
        onKeyDown={step}
      >
        {problem && <p className="px-3 py-6 text-center text-danger">{problem}</p>}
        {text === '' && <SearchTips />}
        {isAnswered && !problem && hits.length === 0 && (
          <NothingFound
            unknown={pages[0]?.unknown ?? []}
            onWiden={where === 'everywhere' ? undefined : () => setWhere('everywhere')}
          />
        )}
        {text !== '' && hits.length > 0 && (
          <ol aria-label={m.search_results()} className={busy ? 'opacity-60 transition-opacity' : undefined}>
            {hits.map((hit) => (
              <li key={hit.id}>
                <HitInContext
                  hit={hit}
                  placeName={
                    conversations[hit.channel.id]
                      ? titleOf(conversations[hit.channel.id]!, viewerId)
                      : hit.place.name
                  }
                  times={timesFor()}
                  now={now}
                  onOpen={() => {
                    note();
                    onClose();
                  }}
                />
              </li>
            ))}
          </ol>
        )}
        {pages.at(-1)?.next && (
          <p className="pt-2 text-center">
            <Button look="quiet" busy={busy} onClick={loadMore}>
              {m.search_more()}
            </Button>
          </p>
        )}
      </div>
    </FinderWindow>
  );
}
