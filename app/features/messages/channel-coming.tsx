import { type ReactNode, useEffect, useState } from 'react';
import { useNavigation } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { useCommunity } from '../../realtime/hooks.ts';
import { ChannelHeader } from './late-channel-header.tsx';
import { SkeletonRows } from './list-edges.tsx';

/** Milliseconds that a channel may take before its outline is shown: most are there sooner. */
const patience = 150;

/** Over the open channel, the outline of another one that is being loaded. */
export function ChannelComing({ communityId }: { communityId: string }): ReactNode {
  const { location } = useNavigation();
  const channelId = location && channelOf(location.pathname, communityId);
  const channel = useCommunity(communityId)?.channels.find(({ id }) => id === channelId);
  // By its id, so that another choice waits anew.
  return channel && <Outline key={channel.id} communityId={communityId} channel={channel} />;
}

function Outline({ communityId, channel }: { communityId: string; channel: ChannelDto }): ReactNode {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div aria-busy className="absolute inset-0 z-(--layer-sticky) flex flex-col bg-canvas" data-coming>
      <ChannelHeader communityId={communityId} channel={channel} />
      <SkeletonRows />
    </div>
  );
}

function channelOf(pathname: string, communityId: string): string | undefined {
  const start = `/c/${communityId}/`;
  return pathname.startsWith(start) ? pathname.slice(start.length).split('/')[0] : undefined;
}
