import { Hash, Lock, Megaphone, MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChannelDto } from '#contract/channels';

/** What kind of channel it is, before its name: a lock when not everybody sees it. */
export function ChannelIcon({
  channel: { kind, isPrivate },
  size,
  className,
}: {
  channel: Pick<ChannelDto, 'kind' | 'isPrivate'>;
  size: number;
  className: string;
}): ReactNode {
  const Icon = isPrivate
    ? Lock
    : kind === 'announcement'
      ? Megaphone
      : kind === 'forum'
        ? MessagesSquare
        : Hash;
  return <Icon size={size} className={className} aria-hidden />;
}
