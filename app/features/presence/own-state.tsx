import { m } from '#i18n';
import { useOwnPresence } from '../../realtime/hooks.ts';
import { StatusLine } from './status-line.tsx';

const texts = { online: m.presence_online, dnd: m.presence_dnd, invisible: m.presence_invisible };

/** One's own status, and for who hears the page how one is seen. */
export default function OwnState() {
  const { chosen, status } = useOwnPresence();
  return (
    <>
      {status && <StatusLine status={status} className="text-soft" />}
      <span className="sr-only">, {texts[chosen]()}</span>
    </>
  );
}
