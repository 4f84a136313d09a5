import { Bell, MessagesSquare, Pin, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { Menu, MenuItem, MenuLink } from '../../ui/menu.tsx';

/** Where the bar of a channel leads on a phone. */
export default function HeaderMenu({
  communityId,
  channel,
  anchor,
  onLevels,
  onClose,
}: {
  communityId: string;
  channel: ChannelDto;
  anchor: HTMLElement;
  onLevels: () => void;
  onClose: () => void;
}): ReactNode {
  const base = `/c/${communityId}/channels/${channel.id}`;
  return (
    <Menu anchor={anchor} label={isolate(channel.name)} onClose={onClose}>
      {channel.kind !== 'forum' && (
        <>
          <MenuLink icon={<MessagesSquare size={16} />} to={`${base}/threads`}>
            {m.threads_title()}
          </MenuLink>
          <MenuLink icon={<Pin size={16} />} to={`${base}/pins`}>
            {m.pins_title()}
          </MenuLink>
        </>
      )}
      <MenuItem icon={<Bell size={16} />} onClick={onLevels}>
        {m.level_title()}
      </MenuItem>
      {channel.permissions.includes('message.manage') && (
        <MenuLink icon={<ShieldCheck size={16} />} to={`${base}/moderation`}>
          {m.channel_moderation()}
        </MenuLink>
      )}
    </Menu>
  );
}
