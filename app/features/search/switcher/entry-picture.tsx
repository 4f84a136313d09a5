import { MessagesSquare, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../../ui/avatar.tsx';
import { Tile } from '../../../ui/tile.tsx';
import { ChannelIcon } from '../../channels/channel-icon.tsx';
import { ConversationPicture } from '../../direct/conversation-picture.tsx';
import type { Entry } from './entries.ts';

/** What a place looks like in a list. */
export function EntryPicture({
  entry: { picture },
  viewerId,
}: {
  entry: Entry;
  viewerId: string;
}): ReactNode {
  switch (picture.kind) {
    case 'channel':
      return (
        <span className="grid size-8 flex-none place-items-center text-soft">
          <ChannelIcon channel={picture.channel} size={18} className="" />
        </span>
      );
    case 'community':
      return <Tile letter={picture.community.letter} accent={picture.community.colour} size="small" />;
    case 'conversation':
      return <ConversationPicture conversation={picture.conversation} viewerId={viewerId} />;
    case 'person':
      return <Avatar id={picture.id} name={picture.name} size="medium" />;
    case 'thread':
      return (
        <span className="grid size-8 flex-none place-items-center text-soft">
          <MessagesSquare size={17} aria-hidden />
        </span>
      );
    case 'settings':
      return (
        <span className="grid size-8 flex-none place-items-center text-soft">
          <Settings size={18} aria-hidden />
        </span>
      );
  }
}
