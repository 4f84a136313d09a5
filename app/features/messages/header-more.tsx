import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { iconClass } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { LevelMenu } from '../notifications/late-level-menu.ts';

const HeaderMenu = lazyPart(() => import('./header-menu.tsx'));

/** On a phone, where the name of the channel needs the room: what else its bar leads to, in a menu. */
export function HeaderMore({
  communityId,
  channel,
}: {
  communityId: string;
  channel: ChannelDto;
}): ReactNode {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [levels, setLevels] = useState<HTMLElement | null>(null);
  return (
    <>
      <MenuTrigger
        to={`/c/${communityId}/channels/${channel.id}/threads`}
        onOpen={setAnchor}
        preload={HeaderMenu.preload}
        aria-label={m.chat_more()}
        title={m.chat_more()}
        className={cx(iconClass, 'tablet:hidden')}
      >
        <Ellipsis size={18} />
      </MenuTrigger>
      {anchor && (
        <HeaderMenu
          communityId={communityId}
          channel={channel}
          anchor={anchor}
          onLevels={() => setLevels(anchor)}
          onClose={() => setAnchor(null)}
        />
      )}
      {levels && (
        <LevelMenu
          place="channel"
          placeId={channel.id}
          name={channel.name}
          path={{ communityId, categoryId: channel.categoryId, channelId: channel.id }}
          anchor={levels}
          onClose={() => setLevels(null)}
        />
      )}
    </>
  );
}
