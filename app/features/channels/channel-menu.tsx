import {
  ArrowDown,
  ArrowUp,
  Bell,
  CheckCheck,
  FolderInput,
  Link2,
  Pencil,
  Plus,
  ShieldCheck,
  ShieldHalf,
  Trash2,
} from 'lucide-react';
import type { CategoryDto, ChannelDto } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { isolate } from '../../lib/bidi.ts';
import { copyText } from '../../lib/copy-text.ts';
import { Menu, MenuDivider, MenuItem, MenuLabel, MenuLink } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { LevelTarget } from '../notifications/late-level-menu.ts';
import { sections } from './arrange.ts';
import { useStructureDialog } from './structure-dialogs.tsx';
import type { ChannelMoves } from './use-channel-moves.ts';

export type MenuTarget = { anchor: HTMLElement } & (
  | { kind: 'channel'; channel: ChannelDto }
  | { kind: 'category'; category: CategoryDto }
);

/** What can be done with a channel or a category: by everybody, and by those who manage them. */
export default function ChannelMenu({
  community,
  target,
  moves,
  onLevels,
  onClose,
}: {
  community: CommunityDto;
  target: MenuTarget;
  moves: ChannelMoves;
  onLevels: (target: LevelTarget) => void;
  onClose: () => void;
}) {
  if (target.kind === 'channel') {
    return (
      <OneChannelMenu
        community={community}
        channel={target.channel}
        anchor={target.anchor}
        moves={moves}
        onLevels={onLevels}
        onClose={onClose}
      />
    );
  }
  return (
    <OneCategoryMenu
      community={community}
      category={target.category}
      anchor={target.anchor}
      moves={moves}
      onLevels={onLevels}
      onClose={onClose}
    />
  );
}

function OneChannelMenu({
  community,
  channel,
  anchor,
  moves,
  onLevels,
  onClose,
}: {
  community: CommunityDto;
  channel: ChannelDto;
  anchor: HTMLElement;
  moves: ChannelMoves;
  onLevels: (target: LevelTarget) => void;
  onClose: () => void;
}) {
  const { open } = useStructureDialog();
  const toast = useToast();
  const realtime = useRealtime();
  const path = { communityId: community.id, categoryId: channel.categoryId, channelId: channel.id };
  const manages = community.permissions.includes('channel.manage');
  const elsewhere = sections(community).filter(
    ({ category }) => (category?.id ?? null) !== channel.categoryId,
  );
  return (
    <Menu anchor={anchor} label={m.channel_menu({ name: isolate(channel.name) })} onClose={onClose}>
      <MenuItem
        icon={<CheckCheck size={16} />}
        keys={m.keys_shift_escape()}
        onClick={() => {
          const seq = realtime.state.get().counters[channel.id]?.version;
          if (seq) void realtime.call('channel.read', { channelId: channel.id, seq }).catch(() => undefined);
        }}
      >
        {m.mark_read()}
      </MenuItem>
      <MenuItem
        icon={<Bell size={16} />}
        onClick={() => onLevels({ place: 'channel', placeId: channel.id, name: channel.name, path, anchor })}
      >
        {m.level_title()}
      </MenuItem>
      {manages && <MenuDivider />}
      {manages && (
        <>
          <MenuItem icon={<Pencil size={16} />} onClick={open({ kind: 'edit-channel', channel })}>
            {m.channel_edit()}
          </MenuItem>
          <MenuLink
            icon={<ShieldHalf size={16} />}
            to={`/c/${community.id}/channels/${channel.id}/permissions`}
          >
            {m.place_permissions()}
          </MenuLink>
          <MenuLink
            to={`/c/${community.id}/channels/${channel.id}/moderation`}
            icon={<ShieldCheck size={16} />}
          >
            {m.channel_moderation()}
          </MenuLink>
        </>
      )}
      <MenuItem
        icon={<Link2 size={16} />}
        onClick={() => {
          const link = `${window.location.origin}/c/${community.id}/${channel.id}`;
          // Where it cannot be copied, it can be read.
          void copyText(link).then((copied) => toast(copied ? m.ui_copied() : link));
        }}
      >
        {m.channel_copy_link()}
      </MenuItem>
      {manages && (
        <>
          <MenuDivider />
          <MenuItem icon={<ArrowUp size={16} />} keys="Alt ↑" onClick={() => moves.step(channel.id, -1)}>
            {m.channel_move_up()}
          </MenuItem>
          <MenuItem icon={<ArrowDown size={16} />} keys="Alt ↓" onClick={() => moves.step(channel.id, 1)}>
            {m.channel_move_down()}
          </MenuItem>
          {elsewhere.length > 0 && <MenuLabel>{m.channel_move_to()}</MenuLabel>}
          {elsewhere.map(({ category, channels }) => (
            <MenuItem
              key={category?.id ?? 'none'}
              icon={<FolderInput size={16} />}
              onClick={() =>
                moves.place(channel.id, { categoryId: category?.id ?? null, index: channels.length })
              }
            >
              <bdi>{category?.name ?? m.category_none()}</bdi>
            </MenuItem>
          ))}
          <MenuDivider />
          <MenuItem danger icon={<Trash2 size={16} />} onClick={open({ kind: 'delete-channel', channel })}>
            {m.channel_delete()}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

function OneCategoryMenu({
  community,
  category,
  anchor,
  moves,
  onLevels,
  onClose,
}: {
  community: CommunityDto;
  category: CategoryDto;
  anchor: HTMLElement;
  moves: ChannelMoves;
  onLevels: (target: LevelTarget) => void;
  onClose: () => void;
}) {
  const { open } = useStructureDialog();
  const order = sections(community).flatMap((section) => section.category ?? []);
  const at = order.findIndex(({ id }) => id === category.id);
  const move = (index: number) => moves.placeCategory(category.id, index);
  const path = { communityId: community.id, categoryId: category.id, channelId: '' };
  const manages = community.permissions.includes('channel.manage');
  return (
    <Menu anchor={anchor} label={m.category_menu({ name: isolate(category.name) })} onClose={onClose}>
      <MenuItem
        icon={<Bell size={16} />}
        onClick={() =>
          onLevels({ place: 'category', placeId: category.id, name: category.name, path, anchor })
        }
      >
        {m.level_title()}
      </MenuItem>
      {manages && (
        <>
          <MenuDivider />
          <MenuItem
            icon={<Plus size={16} />}
            onClick={open({ kind: 'new-channel', categoryId: category.id })}
          >
            {m.channel_create()}
          </MenuItem>
          <MenuItem icon={<Pencil size={16} />} onClick={open({ kind: 'edit-category', category })}>
            {m.category_edit()}
          </MenuItem>
          <MenuLink
            icon={<ShieldHalf size={16} />}
            to={`/c/${community.id}/categories/${category.id}/permissions`}
          >
            {m.place_permissions()}
          </MenuLink>
          <MenuDivider />
          <MenuItem icon={<ArrowUp size={16} />} disabled={at <= 0} onClick={() => move(at - 1)}>
            {m.channel_move_up()}
          </MenuItem>
          <MenuItem
            icon={<ArrowDown size={16} />}
            disabled={at === order.length - 1}
            onClick={() => move(at + 1)}
          >
            {m.channel_move_down()}
          </MenuItem>
          <MenuDivider />
          <MenuItem danger icon={<Trash2 size={16} />} onClick={open({ kind: 'delete-category', category })}>
            {m.category_delete()}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
