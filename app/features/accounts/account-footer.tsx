import { LogOut, Monitor, Moon, Palette, Settings, Sun } from 'lucide-react';
import { Form, useFetcher, useLocation, useRouteLoaderData } from 'react-router';
import type { ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import type { Theme } from '../../lib/look.ts';
import type { loader as rootLoader } from '../../root.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu, MenuDivider, MenuItem, MenuLabel, MenuLink } from '../../ui/menu.tsx';

const themes: readonly { value: Theme; label: () => string; Icon: typeof Sun }[] = [
  { value: 'system', label: m.theme_system, Icon: Monitor },
  { value: 'light', label: m.theme_light, Icon: Sun },
  { value: 'dark', label: m.theme_dark, Icon: Moon },
];

/** Who is signed in, with their settings one step away. */
export function AccountFooter({ viewer }: { viewer: ViewerDto }) {
  const look = useRouteLoaderData<typeof rootLoader>('root')?.look;
  const fetcher = useFetcher();
  const { pathname } = useLocation();
  return (
    <footer className="flex-none p-2 pb-[max(8px,env(safe-area-inset-bottom))]">
      <Menu
        label={m.account_menu()}
        align="start"
        buttonClass="flex w-full min-w-0 items-center gap-2.5 rounded-m p-1.5 text-start hover:bg-hover"
        button={
          <>
            <Avatar id={viewer.id} name={viewer.displayName} />
            <span className="min-w-0 flex-1">
              <bdi className="block truncate leading-tight font-medium">{viewer.displayName}</bdi>
              <bdi className="block truncate text-small leading-tight text-faint">{viewer.username}</bdi>
            </span>
            <Settings size={18} className="me-1 flex-none text-soft" aria-hidden />
          </>
        }
      >
        <MenuLink to="/settings" icon={<Settings size={17} />}>
          {m.settings_title()}
        </MenuLink>
        <MenuLink to="/settings/appearance" icon={<Palette size={17} />}>
          {m.settings_appearance()}
        </MenuLink>
        <MenuDivider />
        <MenuLabel>{m.theme_title()}</MenuLabel>
        <fetcher.Form
          method="post"
          action="/preferences"
          onSubmit={(event) => {
            event.preventDefault();
            const { submitter } = event.nativeEvent as SubmitEvent;
            const form = new FormData(event.currentTarget, submitter);
            form.append('stay', '1');
            void fetcher.submit(form, { method: 'post', action: '/preferences' });
          }}
        >
          {/* Where a browser without JavaScript comes back to. */}
          <input type="hidden" name="redirectTo" value={pathname} />
          {themes.map(({ value, label, Icon }) => (
            <MenuItem
              key={value}
              type="submit"
              name="theme"
              value={value}
              role="menuitemradio"
              aria-checked={(look?.theme ?? 'system') === value}
              icon={<Icon size={17} />}
            >
              {label()}
            </MenuItem>
          ))}
        </fetcher.Form>
        <MenuDivider />
        <Form method="post" action="/logout">
          <MenuItem type="submit" icon={<LogOut size={17} />}>
            {m.logout()}
          </MenuItem>
        </Form>
      </Menu>
    </footer>
  );
}
