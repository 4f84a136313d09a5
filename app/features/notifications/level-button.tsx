import { Bell, BellOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useMuted } from '../../realtime/hooks.ts';
import { iconClass } from '../../ui/button.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { LevelMenu } from './late-level-menu.ts';

/** Opens what one hears of the open channel. */
export default function LevelButton({
  communityId,
  channel,
}: {
  communityId: string;
  channel: ChannelDto;
}): ReactNode {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const muted = useMuted(channel.id);
  const label = m.level_of({ name: isolate(channel.name) });
  return (
    <>
      <MenuTrigger
        to={`/settings/notifications?community=${communityId}`}
        onOpen={setAnchor}
        preload={LevelMenu.preload}
        aria-label={label}
        title={label}
        className={iconClass}
      >
        {muted ? <BellOff size={18} /> : <Bell size={18} />}
      </MenuTrigger>
      {anchor && (
        <LevelMenu
          place="channel"
          placeId={channel.id}
          name={channel.name}
          path={{ communityId, categoryId: channel.categoryId, channelId: channel.id }}
          anchor={anchor}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
