import { MessagesSquare } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { relativeTime } from '../../../lib/dates.ts';
import { isolate } from '../../../lib/bidi.ts';
import { answer } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useChannel } from '../../../realtime/hooks.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { TabNav } from '../../../ui/tabs.tsx';
import type { Route } from './+types/threads';

export const meta: Route.MetaFunction = () => pageTitle(m.threads_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { searchParams } = new URL(args.request.url);
    const archived = searchParams.get('list') === 'archived';
    const before = searchParams.get('before');
    const page = await scope.services.threads.listThreads(scope.ctx, {
      channelId: args.params.channelId,
      archived,
      ...(before && { before }),
    });
    return { ...page, archived, now: Date.now() };
  });
}

export default function Threads({ loaderData, params }: Route.ComponentProps) {
  const { threads, next, archived, now } = loaderData;
  const { communityId, channelId } = params;
  const channel = useChannel(communityId, channelId);
  const address = `/c/${communityId}/${channelId}`;
  const here = `/c/${communityId}/channels/${channelId}/threads`;
  return (
    <CommunityPage title={m.threads_of({ channel: isolate(channel?.name ?? '') })} back={address}>
      <div className="grid gap-5">
        <TabNav
          across
          label={m.threads_title()}
          tabs={[
            { to: here, text: m.threads_active(), current: !archived },
            { to: `${here}?list=archived`, text: m.threads_archived(), current: archived },
          ]}
        />
        {threads.length === 0 ? (
          <EmptyState level="h2" icon={<MessagesSquare size={22} />} title={m.threads_none()}>
            {archived ? m.threads_none_archived() : m.threads_none_text()}
          </EmptyState>
        ) : (
          <ul className="grid gap-2">
            {threads.map((thread) => (
              <li key={thread.id}>
                <Link
                  to={`${address}/t/${thread.id}`}
                  className="grid gap-0.5 rounded-l bg-panel px-4 py-3 hover:bg-hover"
                >
                  <bdi className="name truncate font-semibold">{thread.name}</bdi>
                  <span className="text-small text-soft" suppressHydrationWarning>
                    {m.thread_replies({ count: thread.posted })} · {relativeTime(thread.activeAt, now)}
                    {thread.locked && <> · {m.channel_locked()}</>}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {next && (
          <div>
            <ButtonLink to={`${here}?${archived ? 'list=archived&' : ''}before=${encodeURIComponent(next)}`}>
              {m.ui_more()}
            </ButtonLink>
          </div>
        )}
      </div>
    </CommunityPage>
  );
}
