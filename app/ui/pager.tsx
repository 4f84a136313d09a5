import { useLocation } from 'react-router';
import { m } from '#i18n';
import { ButtonLink } from './button.tsx';

/** Leads to the next page of a list, and back to its first; keeps what it is filtered by. */
export function Pager({ next }: { next: string | null }) {
  const { search } = useLocation();
  const query = new URLSearchParams(search);
  const isFirst = !query.has('before');
  if (isFirst && next === null) return null;
  const to = (before: string | null) => {
    const changed = new URLSearchParams(query);
    if (before === null) changed.delete('before');
    else changed.set('before', before);
    return `?${changed.toString()}`;
  };
  return (
    <nav aria-label={m.admin_pages()} className="mt-6 flex flex-wrap gap-2">
      {!isFirst && <ButtonLink to={to(null)}>{m.admin_page_first()}</ButtonLink>}
      {next !== null && <ButtonLink to={to(next)}>{m.admin_page_next()}</ButtonLink>}
    </nav>
  );
}
