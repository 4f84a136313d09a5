import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useTotalUnread } from './hooks.ts';

/** More than this is shown as this and a plus. */
const most = 99;

/** Shows how much is unread where a hidden tab can be seen: before its title and on its picture. */
export default function UnreadBadges(): null {
  const unread = useTotalUnread();
  const location = useLocation();

  // After each navigation the router writes a title of its own.
  useEffect(() => {
    const bare = document.title.replace(/^\(\d+\+?\) /, '');
    const count = unread > most ? `${most}+` : String(unread);
    document.title = unread > 0 ? `(${count}) ${bare}` : bare;
  }, [unread, location]);

  const marked = unread > 0;
  useEffect(() => {
    if (!marked) return;
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!link) return;
    const { href, type } = link;
    let live = true;
    const drawn = import('./draw-badge.ts').then(({ drawBadge }) => drawBadge(href));
    void drawn
      .catch(() => null)
      .then((picture) => {
        if (!live || !picture) return;
        link.type = 'image/png';
        link.href = picture;
      });
    return () => {
      live = false;
      link.type = type;
      link.href = href;
    };
  }, [marked]);

  return null;
}
