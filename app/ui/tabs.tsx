import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

/** Links between the pages of one place; the page that is open is marked. Scrolls sideways where it is narrow. */
export function TabNav({ label, tabs }: { label: string; tabs: readonly { to: string; text: string; icon?: ReactNode }[] }) {
  return (
    <nav aria-label={label} className="tab-nav">
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end className="tab-nav-link">
          {tab.icon}
          {tab.text}
        </NavLink>
      ))}
    </nav>
  );
}
