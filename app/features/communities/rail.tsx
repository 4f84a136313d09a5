import { Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { insist } from '../../realtime/insist.ts';
import { useCommunities, useCommunityUnread } from '../../realtime/hooks.ts';
import { Tile } from '../../ui/tile.tsx';
import { RailCount } from './rail-count.tsx';
import { SwitcherTile } from '../search/switcher-tile.tsx';
import { useLastChannel } from './last-channel.ts';

// They come with the page as markup; their code follows.
const DirectTile = lazy(() => insist(() => import('../direct/direct-tile.tsx')));
const InboxLink = lazy(() => insist(() => import('../notifications/inbox-link.tsx')));

/** The communities at the edge of the window. */
export function Rail() {
  const communities = useCommunities();
  const open = useParams()['communityId'];
  return (
    <nav className="rail" aria-label={m.shell_communities()}>
      <Suspense fallback={<span className="size-11" />}>
        <DirectTile />
      </Suspense>
      <hr className="w-7 flex-none border-t-2 border-line" />
      <ul className="grid gap-2">
        {communities.map((community) => (
          <li key={community.id}>
            <RailTile community={community} open={community.id === open} />
          </li>
        ))}
      </ul>
      <Link
        to="/communities/new"
        aria-label={m.shell_add_community()}
        title={m.shell_add_community()}
        className="grid size-11 flex-none place-items-center rounded-tile bg-panel text-soft transition-colors hover:bg-accent-soft hover:text-accent-strong"
      >
        <Plus size={19} />
      </Link>
      <Suspense fallback={<span className="mt-auto size-11" />}>
        <InboxLink />
      </Suspense>
      <SwitcherTile />
    </nav>
  );
}

function RailTile({ community, open }: { community: CommunityDto; open: boolean }) {
  const { unread, mentions } = useCommunityUnread(community.id);
  const last = useLastChannel(community);
  return (
    <Link
      to={`/c/${community.id}${last ? `/${last}` : ''}`}
      title={community.name}
      aria-current={open || undefined}
      className="group relative block rounded-tile"
    >
      <span
        aria-hidden
        className={cx(
          'absolute -start-3 top-1/2 w-1 -translate-y-1/2 rounded-e-s bg-text transition-[height,opacity]',
          open ? 'h-6.5' : 'h-0 opacity-0 group-hover:h-4 group-hover:opacity-60',
        )}
      />
      <Tile letter={community.letter} accent={community.colour} quiet={!open} />
      <span className="sr-only">
        <bdi>{community.name}</bdi>
        {unread && ` (${m.shell_unread()})`}
        {mentions > 0 && ` (${m.shell_mentions({ count: mentions })})`}
      </span>
      {mentions > 0 && !open && <RailCount count={mentions} />}
      {unread && mentions === 0 && !open && (
        <span
          aria-hidden
          className="unread-dot absolute -end-1 -bottom-1 size-3.5 rounded-full bg-accent-strong ring-3 ring-rail"
        />
      )}
    </Link>
  );
}
