import {
  Activity,
  ArrowLeft,
  Building2,
  Gauge,
  Globe,
  Palette,
  ScrollText,
  Timer,
  UserPlus,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { TabNav } from '../../ui/tabs.tsx';

const pages = [
  { to: '/admin', text: m.admin_overview, icon: <Activity size={17} /> },
  { to: '/admin/members', text: m.admin_members, icon: <Users size={17} />, within: true },
  { to: '/admin/communities', text: m.admin_communities, icon: <Building2 size={17} />, within: true },
  { to: '/admin/registration', text: m.admin_registration, icon: <UserPlus size={17} /> },
  { to: '/admin/limits', text: m.admin_limits, icon: <Gauge size={17} /> },
  { to: '/admin/branding', text: m.admin_branding, icon: <Palette size={17} /> },
  { to: '/admin/address', text: m.settings_address, icon: <Globe size={17} /> },
  { to: '/admin/jobs', text: m.admin_jobs, icon: <Timer size={17} /> },
  { to: '/admin/audit', text: m.admin_audit, icon: <ScrollText size={17} /> },
] as const;

/** The administration of the instance: its pages beside the one that is open, or above it on a phone. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const tabs = pages.map(({ text, ...page }) => ({ ...page, text: text() }));
  return (
    <div className="min-h-dvh bg-canvas tablet:grid tablet:grid-cols-[232px_minmax(0,1fr)]">
      <header className="bg-panel px-4 pt-6 pb-3 tablet:px-3 tablet:pt-10">
        <div className="tablet:sticky tablet:top-10">
          <p className="mb-3 px-3 tablet:mb-5">
            <Link
              to="/"
              className="link inline-flex min-h-8 items-center gap-1.5 text-note pointer-coarse:min-h-11"
            >
              <ArrowLeft size={16} className="rtl:-scale-x-100" aria-hidden /> {m.settings_back()}
            </Link>
          </p>
          <p className="mb-2 px-3 text-small font-medium text-faint max-tablet:sr-only">{m.admin_title()}</p>
          <TabNav label={m.admin_title()} tabs={tabs} />
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="w-full max-w-[1080px] min-w-0 px-5 pt-8 pb-16 outline-none tablet:px-10 tablet:pt-10"
      >
        {children}
      </main>
    </div>
  );
}

/** The heading of a page, with what it is for. */
export function AdminHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="mb-6 max-w-[640px]">
      <h1 className="text-title font-semibold">{title}</h1>
      {children && <p className="mt-1 text-soft">{children}</p>}
    </header>
  );
}
