import { Hash, Megaphone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChannelDto } from '#contract/channels';

/** What kind of channel it is, before its name. */
export function ChannelIcon({
  channel: { kind },
  size,
  className,
}: {
  channel: Pick<ChannelDto, 'kind'>;
  size: number;
  className: string;
}): ReactNode {
  const Icon = kind === 'announcement' ? Megaphone : Hash;
  return <Icon size={size} className={className} aria-hidden />;
}
