import { Bookmark, CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { ColumnPage } from '../../ui/column-page.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import { useZoneCookie } from '../messages/use-zone-cookie.ts';

/** What one keeps for later: the two lists as pages beside each other. */
export function LaterFrame({ title, children }: { title: string; children: ReactNode }): ReactNode {
  useZoneCookie();
  return (
    <ColumnPage back={m.later_back()}>
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
    </ColumnPage>
  );
}
