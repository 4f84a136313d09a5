import { AtSign, Hash, Users } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId, useMemo, useState } from 'react';
import type { AuthorDto } from '#contract/messages';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useConversation } from './conversation-context.ts';
import { findMembers, suggestChannels, suggestPeople, type Suggestion } from './suggest-mentions.ts';

interface Typed {
  sign: '@' | '#';
  query: string;
  start: number;
  end: number;
}

/** Milliseconds that somebody pauses between two letters. */
const betweenLetters = 120;

/** What is being typed before the cursor, when it may become a mention. */
function typedIn(area: HTMLTextAreaElement): Typed | null {
  const { selectionStart: end, selectionEnd } = area;
  if (end !== selectionEnd) return null;
  const found = /(?:^|[\s([{"'*_~|>])([@#])([^\s@#<>]{0,32})$/u.exec(
    area.value.slice(Math.max(0, end - 64), end),
  );
  if (!found) return null;
  const query = found[2] ?? '';
  return { sign: found[1] as '@' | '#', query, start: end - query.length - 1, end };
}

/**
 * Names that complete what is typed after `@` or `#`, above the text area that its parent frames. Arrow keys choose,
 * Enter and Tab take, Escape closes; the focus stays in the text.
 */
export function Completion({ area }: { area: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const realtime = useRealtime();
  const { communityId, channel } = useConversation();
  const community = useClientState((state) => state.communities[communityId ?? '']);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [found, setFound] = useState<readonly AuthorDto[]>([]);
  const [at, setAt] = useState(0);
  const listId = useId();
  const query = typed?.sign === '@' ? typed.query : null;

  useEffect(() => {
    if (query === null || !community) return;
    const ended = new AbortController();
    const timer = setTimeout(
      () => void findMembers(community, query, ended.signal).then(setFound, () => undefined),
      betweenLetters,
    );
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [community, query]);

  const suggestions = useMemo<Suggestion[]>(() => {
    if (!typed) return [];
    if (typed.sign === '#') return community ? suggestChannels(community, typed.query) : [];
    return suggestPeople(realtime.state.get(), community, channel.id, typed.query, found);
  }, [realtime, typed, community, channel.id, found]);
  const open = suggestions.length > 0;
  const chosen = Math.min(at, suggestions.length - 1);

  const take = (suggestion: Suggestion): void => {
    const { current } = area;
    if (!current || !typed) return;
    setTyped(null);
    current.focus();
    current.setRangeText(`${suggestion.type()} `, typed.start, typed.end, 'end');
    current.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const look = useEffectEvent(() => {
    const { current } = area;
    const next = current && document.activeElement === current ? typedIn(current) : null;
    if (next?.sign !== typed?.sign || next?.query !== typed?.query || next?.start !== typed?.start) setAt(0);
    setTyped(next);
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!open || event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp')
      setAt((chosen + (key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
    else if ((key === 'Enter' && !event.shiftKey) || key === 'Tab') take(suggestions[chosen]!);
    else if (key === 'Escape') setTyped(null);
    else return;
    event.preventDefault();
    // Neither sent nor cancelled: the key was for the list.
    event.stopPropagation();
  });

  useEffect(() => {
    const { current } = area;
    if (!current) return;
    const close = () => setTyped(null);
    const onInput = () => look();
    const onKey = (event: KeyboardEvent) => onKeyDown(event);
    current.addEventListener('input', onInput);
    current.addEventListener('click', onInput);
    current.addEventListener('blur', close);
    current.addEventListener('keydown', onKey);
    return () => {
      current.removeEventListener('input', onInput);
      current.removeEventListener('click', onInput);
      current.removeEventListener('blur', close);
      current.removeEventListener('keydown', onKey);
    };
  }, [area]);

  useEffect(() => {
    const { current } = area;
    if (!current || !open) return;
    current.setAttribute('aria-controls', listId);
    current.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
    return () => {
      current.removeAttribute('aria-controls');
      current.removeAttribute('aria-activedescendant');
    };
  }, [area, open, listId, chosen]);

  if (!open) return null;
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={typed?.sign === '#' ? m.mention_complete_channels() : m.mention_complete_people()}
      className="absolute inset-x-0 bottom-full z-(--layer-menu) mb-2 max-h-[min(360px,50dvh)] overflow-y-auto rounded-l bg-raised p-1.5 shadow-raised ring-1 ring-line"
    >
      {suggestions.map((suggestion, index) => (
        <button
          type="button"
          tabIndex={-1}
          key={`${suggestion.kind}${suggestion.id}`}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={cx(
            'flex min-h-9 w-full items-center text-start gap-2.5 rounded-base px-2 text-note pointer-coarse:min-h-11',
            index === chosen && 'bg-hover',
          )}
          // The text keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => setAt(index)}
          onClick={() => take(suggestion)}
        >
          <Picture suggestion={suggestion} />
          <bdi
            className={cx('truncate font-medium', suggestion.accent && 'text-accent-strong')}
            {...(suggestion.accent && { 'data-accent': suggestion.accent })}
          >
            {suggestion.name}
          </bdi>
          <bdi className="ms-auto truncate text-small text-faint">{suggestion.note}</bdi>
        </button>
      ))}
    </div>
  );
}

function Picture({ suggestion: { kind, id, name } }: { suggestion: Suggestion }): ReactNode {
  if (kind === 'person') return <Avatar id={id} name={name} size="small" />;
  const Icon = { role: AtSign, all: Users, channel: Hash }[kind];
  return (
    <span className="grid size-6 flex-none place-items-center text-soft">
      <Icon size={17} aria-hidden />
    </span>
  );
}
