import { Search } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { find } from './finder.ts';

/** In the rail: goes anywhere by name; the way to it without a keyboard. */
export function SwitcherTile() {
  return (
    <Link
      to="/search"
      aria-label={m.switcher_open()}
      title={m.switcher_open()}
      className="grid size-11 flex-none place-items-center rounded-tile bg-panel text-soft transition-colors hover:bg-accent-soft hover:text-accent-strong"
      onClick={(event) => find(event, { kind: 'switcher' })}
    >
      <Search size={19} />
    </Link>
  );
}
