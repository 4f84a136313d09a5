import type { ReactNode } from 'react';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { shownName } from './names.ts';
import { type FetchPeople, usePeoplePages } from './use-people-pages.ts';

/** Who did something, a page at a time. Give it what the people are of as its key. */
export function PeoplePages({
  label,
  none,
  version,
  fetchPage,
}: {
  label: string;
  /** Said when there is nobody. */
  none?: string;
  /** They are fetched anew when it changes. */
  version: number | undefined;
  fetchPage: FetchPeople;
}): ReactNode {
  const viewerId = useClientState(({ viewer }) => viewer.id);
  const { people, next, failed, more, retry } = usePeoplePages(version, fetchPage);
  return (
    <div className="max-h-[46dvh] overflow-y-auto" aria-busy={next === undefined}>
      <ul className="grid gap-0.5" aria-label={label}>
        {people.map((person) => (
          <li key={person.id} className="flex min-h-11 items-center gap-3">
            <Avatar id={person.id} name={shownName(person)} size="medium" />
            <span className={cx('min-w-0 truncate', person.id === viewerId && 'font-medium')}>
              <bdi>{shownName(person)}</bdi>
              {person.id === viewerId && <span className="text-faint"> · {m.reactions_you()}</span>}
            </span>
          </li>
        ))}
      </ul>
      {next === undefined && <p className="py-2 text-note text-faint">{m.reactions_loading()}</p>}
      {next === null && !failed && people.length === 0 && none && (
        <p className="py-2 text-note text-soft">{none}</p>
      )}
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-2 text-note text-danger">
          {m.chat_unreachable()} <Button onClick={retry}>{m.chat_retry()}</Button>
        </p>
      )}
      {next && (
        <Button look="quiet" wide onClick={more}>
          {m.reactions_load_more()}
        </Button>
      )}
    </div>
  );
}
