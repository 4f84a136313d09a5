import type { ReactNode } from 'react';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import TimedOut from './timed-out.tsx';

/** Why one cannot write in a community's channel. */
export default function ReadOnlyNote({
  channel,
  communityId,
  timeZone,
}: {
  channel: ChannelDto;
  communityId: string;
  timeZone: string;
}): ReactNode {
  const until = useClientState((state) => state.communities[communityId]?.timeoutUntil);
  if (until) return <TimedOut until={until} timeZone={timeZone} />;
  return channel.locked ? m.chat_locked() : m.chat_read_only();
}
