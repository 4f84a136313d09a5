import { ArrowLeft, Eye, KeyRound, MonitorSmartphone, Palette, ShieldCheck } from 'lucide-react';
import { Link, Outlet } from 'react-router';
import { m } from '#i18n';
import { SettingsFrame } from '../../features/settings/settings-frame.tsx';
import { answer } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';
import type { Route } from './+types/layout';

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => ({ viewer: requireViewer(scope, args.request) }));
}

export default function SettingsLayout({ loaderData: { viewer } }: Route.ComponentProps) {
  const tabs = [
    { to: '/settings', text: m.settings_account(), icon: <KeyRound size={17} /> },
    { to: '/settings/sessions', text: m.settings_sessions(), icon: <MonitorSmartphone size={17} /> },
    { to: '/settings/appearance', text: m.settings_appearance(), icon: <Palette size={17} /> },
    { to: '/settings/privacy', text: m.settings_privacy(), icon: <Eye size={17} /> },
    ...(viewer.isAdmin ? [{ to: '/admin', text: m.admin_title(), icon: <ShieldCheck size={17} /> }] : []),
  ];
  return (
    <SettingsFrame
      title={m.settings_title()}
      tabs={tabs}
      back={
        <Link
          to="/"
          className="link inline-flex min-h-8 pointer-coarse:min-h-11 items-center gap-1.5 text-note"
        >
          <ArrowLeft size={16} className="rtl:-scale-x-100" /> {m.settings_back()}
        </Link>
      }
    >
      <Outlet />
    </SettingsFrame>
  );
}
