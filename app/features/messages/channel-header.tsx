import { Lock, MessagesSquare, Pin } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { insist } from '../../realtime/insist.ts';
import { iconClass } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { ChannelIcon } from '../channels/channel-icon.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { HeaderMore } from './header-more.tsx';
import { MembersButton, OpenChannelsButton, UnfoldChannelsButton } from '../communities/shell-controls.tsx';

// Comes with the page as markup; its code follows.
const LevelButton = lazy(() => insist(() => import('../notifications/level-button.tsx')));
const ModerationLink = lazyPart(() => import('./moderation-link.tsx'));

/** The bar above the conversation: where one is, what it is about, and the way to the panels beside it. */
export default function ChannelHeader({
  communityId,
  channel,
}: {
  communityId: string;
  channel: ChannelDto;
}): ReactNode {
  const base = `/c/${communityId}/channels/${channel.id}`;
  // What a forum holds are posts, and their list is its page.
  const isForum = channel.kind === 'forum';
  return (
    <header className="flex h-(--header) flex-none items-center gap-2.5 border-b border-line px-3.5 tablet:px-4">
      <OpenChannelsButton />
      <UnfoldChannelsButton />
      <ChannelIcon channel={channel} size={18} className="flex-none text-soft" />
      <h1
        className="min-w-0 flex-none truncate font-semibold max-tablet:flex-1 tablet:max-w-[40%]"
        title={channel.name}
      >
        <bdi>{channel.name}</bdi>
      </h1>
      {channel.locked && (
        <span title={m.channel_locked()} className="flex-none text-soft">
          <Lock size={15} aria-hidden />
          <span className="sr-only">{m.channel_locked()}</span>
        </span>
      )}
      {channel.topic && !isForum && (
        <p
          dir="auto"
          title={channel.topic}
          className="min-w-0 truncate border-s border-line ps-3 text-note text-soft max-tablet:hidden"
        >
          {channel.topic}
        </p>
      )}
      <div className="ms-auto flex flex-none items-center gap-1">
        <div className="flex items-center gap-1 max-tablet:hidden">
          {channel.permissions.includes('message.manage') && <ModerationLink to={`${base}/moderation`} />}
          <Suspense fallback={<span className={iconClass} />}>
            <LevelButton communityId={communityId} channel={channel} />
          </Suspense>
          {!isForum && (
            <>
              <Link
                to={`${base}/threads`}
                aria-label={m.threads_title()}
                title={m.threads_title()}
                className={iconClass}
              >
                <MessagesSquare size={18} />
              </Link>
              <Link
                to={`${base}/pins`}
                aria-label={m.pins_title()}
                title={m.pins_title()}
                className={iconClass}
              >
                <Pin size={18} />
              </Link>
            </>
          )}
        </div>
        {!isForum && <SearchButton channelId={channel.id} />}
        <HeaderMore communityId={communityId} channel={channel} />
        <MembersButton />
      </div>
    </header>
  );
}
