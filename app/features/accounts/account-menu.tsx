import {
  CircleX,
  LogOut,
  Monitor,
  Moon,
  Palette,
  Settings,
  ShieldCheck,
  SmilePlus,
  Sun,
  UserRound,
} from 'lucide-react';
import { useRouteLoaderData } from 'react-router';
import type { ChosenState, PresenceState } from '#contract/presence';
import { m } from '#i18n';
import type { Theme } from '../../lib/look.ts';
import type { loader as rootLoader } from '../../root.tsx';
import { useOwnPresence } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { PresenceDot } from '../presence/presence-dot.tsx';
import { signOut } from './sign-out.ts';
import { useToast } from '../../ui/toast.tsx';
import { Menu, MenuDivider, MenuItem, MenuLabel, MenuLink } from '../../ui/menu.tsx';

const themes: readonly { value: Theme; label: () => string; Icon: typeof Sun }[] = [
  { value: 'system', label: m.theme_system, Icon: Monitor },
  { value: 'light', label: m.theme_light, Icon: Sun },
  { value: 'dark', label: m.theme_dark, Icon: Moon },
];

const states: readonly { value: ChosenState; label: () => string; dot: PresenceState }[] = [
  { value: 'online', label: m.presence_online, dot: 'online' },
  { value: 'dnd', label: m.presence_dnd, dot: 'dnd' },
  { value: 'invisible', label: m.presence_invisible, dot: 'offline' },
];

/** How others see one, one's settings, the theme, and the way out. */
export default function AccountMenu({
  anchor,
  isAdmin,
  onTheme,
  onStatus,
  onClose,
}: {
  anchor: HTMLElement;
  isAdmin: boolean;
  onTheme: (theme: Theme) => void;
  onStatus: () => void;
  onClose: () => void;
}) {
  const look = useRouteLoaderData<typeof rootLoader>('root')?.look;
  const toast = useToast();
  const own = useOwnPresence();
  const realtime = useRealtime();
  const tell = (call: Promise<unknown>): void =>
    void call.catch(() => toast(m.presence_unreachable(), { kind: 'danger' }));
  const leave = async (): Promise<void> => {
    if (!(await signOut())) toast(m.logout_unreachable(), { kind: 'danger' });
  };
  return (
    <Menu anchor={anchor} label={m.account_menu()} align="start" onClose={onClose}>
      <MenuLabel>{m.presence_choose()}</MenuLabel>
      {states.map(({ value, label, dot }) => (
        <MenuItem
          key={value}
          role="menuitemradio"
          aria-checked={own.chosen === value}
          icon={<PresenceDot state={dot} />}
          onClick={() => tell(realtime.call('presence.choose', { state: value }))}
        >
          {label()}
        </MenuItem>
      ))}
      <MenuItem icon={<SmilePlus size={17} />} onClick={onStatus}>
        {own.status ? m.status_change() : m.status_set()}
      </MenuItem>
      {own.status && (
        <MenuItem
          icon={<CircleX size={17} />}
          onClick={() => tell(realtime.call('status.set', { emoji: '', text: '', seconds: null }))}
        >
          {m.status_clear()}
        </MenuItem>
      )}
      <MenuDivider />
      <MenuLink to="/settings/profile" icon={<UserRound size={17} />}>
        {m.profile_yours()}
      </MenuLink>
      <MenuLink to="/settings" icon={<Settings size={17} />}>
        {m.settings_title()}
      </MenuLink>
      <MenuLink to="/settings/appearance" icon={<Palette size={17} />}>
        {m.settings_appearance()}
      </MenuLink>
      {isAdmin && (
        <MenuLink to="/admin" icon={<ShieldCheck size={17} />}>
          {m.admin_title()}
        </MenuLink>
      )}
      <MenuDivider />
      <MenuLabel>{m.theme_title()}</MenuLabel>
      {themes.map(({ value, label, Icon }) => (
        <MenuItem
          key={value}
          role="menuitemradio"
          aria-checked={(look?.theme ?? 'system') === value}
          icon={<Icon size={17} />}
          onClick={() => onTheme(value)}
        >
          {label()}
        </MenuItem>
      ))}
      <MenuDivider />
      <MenuItem icon={<LogOut size={17} />} onClick={() => void leave()}>
        {m.logout()}
      </MenuItem>
    </Menu>
  );
}
