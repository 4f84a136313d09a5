import { lazy, type ReactNode, Suspense } from 'react';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { insist } from '../../realtime/insist.ts';

// Comes with the page as markup, for the few who need it.
const TimedOut = lazy(() => insist(() => import('./timed-out.tsx')));

/** Why one cannot write in a community's channel. */
export function ReadOnlyNote({
  channel,
  communityId,
  timeZone,
}: {
  channel: ChannelDto;
  communityId: string;
  timeZone: string;
}): ReactNode {
  const until = useClientState((state) => state.communities[communityId]?.timeoutUntil);
  if (until)
    return (
      <Suspense fallback="…">
        <TimedOut until={until} timeZone={timeZone} />
      </Suspense>
    );
  return channel.locked ? m.chat_locked() : m.chat_read_only();
}
