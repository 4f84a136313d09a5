import { m } from '#i18n';

/** Pages of one's own settings, and those of the instance for who has them. */
export const settingsPages = (isAdmin: boolean): { to: string; label: string }[] => [
  { to: '/settings', label: m.settings_account() },
  { to: '/settings/sessions', label: m.settings_sessions() },
  { to: '/settings/appearance', label: m.settings_appearance() },
  { to: '/settings/privacy', label: m.settings_privacy() },
  ...(isAdmin ? [{ to: '/admin', label: m.admin_title() }] : []),
];
