import { LogOut, Monitor, Moon, Palette, Settings, ShieldCheck, Sun } from 'lucide-react';
import { useRouteLoaderData } from 'react-router';
import { m } from '#i18n';
import type { Theme } from '../../lib/look.ts';
import type { loader as rootLoader } from '../../root.tsx';
import { signOut } from './sign-out.ts';
import { useToast } from '../../ui/toast.tsx';
import { Menu, MenuDivider, MenuItem, MenuLabel, MenuLink } from '../../ui/menu.tsx';

const themes: readonly { value: Theme; label: () => string; Icon: typeof Sun }[] = [
  { value: 'system', label: m.theme_system, Icon: Monitor },
  { value: 'light', label: m.theme_light, Icon: Sun },
  { value: 'dark', label: m.theme_dark, Icon: Moon },
];

/** One's settings, the theme, and the way out. */
export default function AccountMenu({
  anchor,
  isAdmin,
  onTheme,
  onClose,
}: {
  anchor: HTMLElement;
  isAdmin: boolean;
  onTheme: (theme: Theme) => void;
  onClose: () => void;
}) {
  const look = useRouteLoaderData<typeof rootLoader>('root')?.look;
  const toast = useToast();
  const leave = async (): Promise<void> => {
    if (!(await signOut())) toast(m.logout_unreachable(), { kind: 'danger' });
  };
  return (
    <Menu anchor={anchor} label={m.account_menu()} align="start" onClose={onClose}>
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
