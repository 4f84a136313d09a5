import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { m } from '#i18n';
import { CountBadge } from '../../ui/count-badge.tsx';

export interface SettingsLink {
  to: string;
  text: string;
  within: boolean;
  count: number;
}

/**
 * The pages of a community's settings in groups: beside the open one where there is room; else below a button with its
 * name, which says how much waits on the others.
 */
export function SettingsNav({
  groups,
}: {
  groups: readonly { title: string; links: readonly SettingsLink[] }[];
}) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { pathname } = useLocation();
  const links = groups.flatMap((group) => group.links);
  const current = links.findLast(({ to, within }) => pathname === to || (within && pathname.startsWith(to)));
  const elsewhere = links.reduce((sum, link) => (link === current ? sum : sum + link.count), 0);
  return (
    <nav aria-label={m.community_settings()}>
      <button
        type="button"
        className="settings-nav-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="min-w-0 flex-1 text-start">
          {current?.text ?? m.community_settings()}
          <span className="sr-only"> · {m.community_all_settings()}</span>
        </span>
        <CountBadge count={elsewhere} />
        <ChevronDown size={18} aria-hidden />
      </button>
      <div id={id} className="settings-nav" data-open={isOpen || undefined}>
        {groups.map((group) => (
          <div key={group.title}>
            <p id={`${id}-${group.title}`} className="settings-nav-title">
              {group.title}
            </p>
            <ul aria-labelledby={`${id}-${group.title}`}>
              {group.links.map((link) => (
                <li key={link.to}>
                  <NavLink to={link.to} end={!link.within} className="tab-nav-link">
                    <span className="min-w-0 flex-1">{link.text}</span>
                    <CountBadge count={link.count} />
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
