import { ArrowLeft, Bookmark, CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { TabNav } from '../../ui/tabs.tsx';
import { useZoneCookie } from '../messages/use-zone-cookie.ts';

/** What one keeps for later: the two lists as pages beside each other. */
export function LaterFrame({ title, children }: { title: string; children: ReactNode }): ReactNode {
  useZoneCookie();
  return (
    <div className="min-h-dvh bg-canvas">
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[680px] px-4 pt-6 pb-16 outline-none tablet:pt-14"
      >
        <Link
          to="/"
          className="link inline-flex min-h-8 items-center gap-1.5 text-note pointer-coarse:min-h-11"
        >
          <ArrowLeft size={16} className="rtl:-scale-x-100" /> {m.later_back()}
        </Link>
        <h1 className="mt-3 mb-4 text-title font-semibold">{title}</h1>
        <div className="-mx-1 mb-5">
          <TabNav
            across
            label={m.later_nav()}
            tabs={[
              { to: '/saved', text: m.later_saved(), icon: <Bookmark size={16} aria-hidden /> },
              { to: '/scheduled', text: m.later_scheduled(), icon: <CalendarClock size={16} aria-hidden /> },
            ]}
          />
        </div>
        {children}
      </main>
    </div>
  );
}
