import { type ReactNode, useEffect, useRef } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { cx } from '../lib/cx.ts';

/** Links between the pages of one place; the page that is open is marked. Scrolls sideways where it is narrow, to the open page. */
export function TabNav({
  label,
  tabs,
  across = false,
}: {
  label: string;
  /**
   * `within`: also marked on the pages below it. `current`: said by the page where a query tells them apart. `badge`
   * follows the text.
   */
  tabs: readonly {
    to: string;
    text: string;
    icon?: ReactNode;
    within?: boolean;
    current?: boolean;
    badge?: ReactNode;
  }[];
  /** Side by side in a wide window too; else below each other there. */
  across?: boolean;
}) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const open = nav.current?.querySelector('[aria-current=page]')?.getBoundingClientRect();
    const strip = nav.current?.getBoundingClientRect();
    if (open && strip) nav.current?.scrollBy({ left: open.x - strip.x + (open.width - strip.width) / 2 });
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={label} className={cx('tab-nav', !across && 'upright')}>
      {tabs.map((tab) =>
        tab.current === undefined ? (
          <NavLink key={tab.to} to={tab.to} end={!tab.within} className="tab-nav-link">
            {tab.icon}
            {tab.text}
            {tab.badge}
          </NavLink>
        ) : (
          <Link
            key={tab.to}
            to={tab.to}
            aria-current={tab.current ? 'page' : undefined}
            className="tab-nav-link"
          >
            {tab.icon}
            {tab.text}
            {tab.badge}
          </Link>
        ),
      )}
    </nav>
  );
}
