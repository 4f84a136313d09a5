import { Link } from 'react-router';
import type { CommunitySummary } from '#contract/communities';
import { Tile } from '../../ui/tile.tsx';

/** Tiles of communities, each leading there. */
export function MutualCommunities({ communities }: { communities: readonly CommunitySummary[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {communities.map(({ id, name, letter, colour }) => (
        <li key={id} className="max-w-full">
          <Link
            to={`/c/${id}`}
            className="flex min-h-8 max-w-full items-center gap-1.5 rounded-base bg-hover py-1 ps-1 pe-2.5 text-small hover:bg-selected pointer-coarse:min-h-11"
          >
            <Tile letter={letter} accent={colour} size="tiny" />
            <bdi className="truncate">{name}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}
