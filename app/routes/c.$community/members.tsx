import { Search } from 'lucide-react';
import { Form } from 'react-router';
import { communityLimits } from '#contract/communities';
import { m } from '#i18n';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { PlainMembers } from '../../features/members/plain-members.tsx';
import { answer } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { inputClass } from '../../ui/field.tsx';
import type { Route } from './+types/members';

export const meta: Route.MetaFunction = () => pageTitle(m.shell_members());

/** A page of members, for browsers without JavaScript; else the panel shows them all. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { searchParams } = new URL(args.request.url);
    const after = searchParams.get('after');
    const query = searchParams.get('q') ?? '';
    const page = await scope.services.communities.listMembers(scope.ctx, {
      communityId: args.params.communityId,
      ...(after !== null && { after }),
      ...(query && { query }),
    });
    return { page, query };
  });
}

export default function Members({ loaderData: { page, query }, params }: Route.ComponentProps) {
  const community = useCommunity(params.communityId);
  if (!community) return null;
  return (
    <CommunityPage title={m.shell_members()} back={`/c/${params.communityId}`}>
      <Form className="mb-4 flex gap-2" role="search">
        <input
          type="search"
          name="q"
          defaultValue={query}
          aria-label={m.people_search()}
          placeholder={m.people_search()}
          maxLength={communityLimits.memberSearchMax}
          className={inputClass}
        />
        <Button type="submit" aria-label={m.people_search()} title={m.people_search()}>
          <Search size={18} />
        </Button>
      </Form>
      {page.members.length === 0 ? (
        <EmptyState level="h2" icon={<Search size={22} />} title={m.people_none_title()}>
          {m.people_none_text()}
        </EmptyState>
      ) : (
        <PlainMembers community={community} page={page} more={query && `&q=${encodeURIComponent(query)}`} />
      )}
    </CommunityPage>
  );
}
