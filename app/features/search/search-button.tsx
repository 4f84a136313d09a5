import { Search } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { iconClass } from '../../ui/button.tsx';
import { find } from './finder.ts';

/** For the header of a channel or conversation: looks for messages, first of all in it. */
export function SearchButton({ channelId }: { channelId: string }) {
  return (
    <Link
      to={`/search?channel=${channelId}`}
      aria-label={m.search_open()}
      title={m.search_open()}
      className={iconClass}
      onClick={(event) => find(event, { kind: 'search', scope: { channelId } })}
    >
      <Search size={18} />
    </Link>
  );
}
