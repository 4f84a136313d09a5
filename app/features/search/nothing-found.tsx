import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchPage } from '#contract/search';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Says why that may be, and what helps. */
export function NothingFound({
  unknown,
  onWiden,
}: {
  unknown: SearchPage['unknown'];
  /** Looks everywhere instead. */
  onWiden?: (() => void) | undefined;
}): ReactNode {
  return (
    <EmptyState
      level="h2"
      icon={<SearchX size={24} />}
      title={m.search_nothing()}
      actions={onWiden && <Button onClick={onWiden}>{m.search_widen()}</Button>}
    >
      {unknown.length > 0 ? (
        unknown.map(({ name, value }) => (
          <p key={`${name}:${value}`}>
            {name === 'in'
              ? m.search_unknown_channel({ name: isolate(value) })
              : m.search_unknown_person({ name: isolate(value) })}
          </p>
        ))
      ) : (
        <p>{m.search_nothing_text()}</p>
      )}
    </EmptyState>
  );
}
