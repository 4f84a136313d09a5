import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useClientState, useTotalUnread } from './hooks.ts';
import { nextUnmute } from './muted.ts';
import { useRealtime } from './use-realtime.ts';

/** More than this is shown as this and a plus. */
const most = 99;
const size = 64;

/** Shows how much is unread where a hidden tab can be seen: before its title and on its picture. */
export function UnreadBadges(): null {
  useUnmuting();
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
    void drawBadge(href).then((picture) => {
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

/** Longer than this a timer cannot wait. */
const longest = 2 ** 31 - 1;

/** Lets what was muted for a time count again when that is over. */
function useUnmuting(): void {
  const realtime = useRealtime();
  const places = useClientState((state) => state.notifications.places);
  useEffect(() => {
    const now = Date.now();
    const end = nextUnmute(realtime.state.get(), now);
    if (end === undefined) return;
    const wake = () =>
      realtime.state.update((state) => ({
        ...state,
        notifications: { ...state.notifications, places: [...places] },
      }));
    const timer = setTimeout(wake, Math.min(end - now + 50, longest));
    return () => clearTimeout(timer);
  }, [realtime, places]);
}

/** The page's picture with a dot in its corner, as a data address; null where it cannot be drawn. */
async function drawBadge(href: string): Promise<string | null> {
  const image = new Image(size, size);
  image.src = href;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.drawImage(image, 0, 0, size, size);
  const radius = size * 0.26;
  pen.beginPath();
  pen.arc(size - radius, radius, radius, 0, Math.PI * 2);
  pen.globalCompositeOperation = 'destination-out';
  pen.lineWidth = size * 0.1;
  pen.stroke();
  pen.globalCompositeOperation = 'source-over';
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--danger-solid');
  pen.fill();
  return canvas.toDataURL('image/png');
}
