import { Building2, Search } from 'lucide-react';
import { Link } from 'react-router';
import type { CommunityEntryDto } from '#contract/communities';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { Badge } from '../../features/admin/badge.tsx';
import { SearchField } from '../../features/admin/search-field.tsx';
import { count } from '../../lib/numbers.ts';
import { answer } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import { Tile } from '../../ui/tile.tsx';
import { When } from '../../ui/when.tsx';
import type { Route } from './+types/communities';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_communities(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const query = new URL(args.request.url).searchParams;
    const filter = query.get('filter') === 'archived' ? ('archived' as const) : ('all' as const);
    const search = query.get('search') ?? '';
    const before = query.get('before');
    const page = await scope.services.communities.listCommunities(scope.ctx, {
      filter,
      search,
      ...(before && { before }),
    });
    return { page, filter, search, now: Date.now() };
  });
}

export default function Communities({ loaderData: { page, filter, search, now } }: Route.ComponentProps) {
  const tabs = [
    { to: '/admin/communities', text: m.admin_filter_all(), current: filter === 'all' },
    {
      to: '/admin/communities?filter=archived',
      text: m.admin_filter_archived(),
      current: filter === 'archived',
    },
  ];
  return (
    <>
      <AdminHeading title={m.admin_communities()}>{m.admin_communities_text()}</AdminHeading>
      <div className="mb-4">
        <TabNav across label={m.admin_communities_filter()} tabs={tabs} />
      </div>
      <SearchField
        label={m.admin_communities_search()}
        search={search}
        keep={filter === 'all' ? {} : { filter }}
      />
      {page.communities.length === 0 ? (
        <EmptyState
          level="h2"
          icon={search ? <Search size={26} /> : <Building2 size={26} />}
          title={search ? m.admin_nobody_found() : m.admin_no_communities()}
        >
          {search ? m.admin_nobody_found_text() : m.admin_no_communities_text()}
        </EmptyState>
      ) : (
        <ul className="grid gap-1.5">
          {page.communities.map((community) => (
            <Row key={community.id} community={community} now={now} />
          ))}
        </ul>
      )}
      <Pager next={page.next} />
    </>
  );
}

function Row({ community, now }: { community: CommunityEntryDto; now: number }) {
  return (
    <li>
      <Link
        to={`/admin/communities/${community.id}`}
        className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-m bg-panel p-2.5 hover:bg-hover"
      >
        <span className="flex min-w-0 flex-1 basis-56 items-center gap-3">
          <Tile letter={community.letter} accent={community.colour} size="small" />
          <span className="min-w-0">
            <bdi className="name font-medium">{community.name}</bdi>
            <bdi className="name text-small text-faint">
              {m.admin_owned_by({ name: community.owner.displayName })}
            </bdi>
          </span>
        </span>
        {community.archivedAt && <Badge>{m.admin_badge_archived()}</Badge>}
        <span className="text-small text-soft">
          {m.members_count({ count: community.memberCount })} ·{' '}
          {m.admin_channels({ count: community.channelCount })} ·{' '}
          {m.admin_messages({ count: count(community.messageCount) })}
        </span>
        <span className="text-small text-faint tablet:w-32 tablet:text-end">
          <When iso={community.createdAt} now={now} />
        </span>
      </Link>
    </li>
  );
}
