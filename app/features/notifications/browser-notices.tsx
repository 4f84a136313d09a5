import { BellRing, Volume2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { NotificationPreferences } from '#contract/notifications';
import { m } from '#i18n';
import { Button } from '../../ui/button.tsx';
import { playSound } from './sound.ts';

type Allowed = NotificationPermission | 'missing' | null;

const allowedNow = (): Allowed => ('Notification' in window ? Notification.permission : 'missing');

/** Notices of this browser: asked for by a press of the button, never by itself. */
export function BrowserNotices({ preferences }: { preferences: NotificationPreferences }) {
  const [allowed, setAllowed] = useState<Allowed>(null);
  const [busy, setBusy] = useState(false);
  const { revalidate } = useRevalidator();
  useEffect(() => setAllowed(allowedNow()), []);

  const save = async (desktop: boolean) => {
    setBusy(true);
    await fetch('/api/v1/notifications/preferences', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'X-Hearth-Client': '1' },
      body: JSON.stringify({ desktop }),
    }).catch(() => undefined);
    await revalidate();
    setBusy(false);
  };
  const turnOn = async () => {
    const answer = await Notification.requestPermission();
    setAllowed(answer);
    if (answer === 'granted') await save(true);
  };

  const on = preferences.desktop && allowed === 'granted';
  return (
    <div className="needs-js grid justify-items-start gap-3">
      {allowed === 'missing' && <p className="text-note text-soft">{m.notify_desktop_missing()}</p>}
      {allowed === 'denied' && <p className="text-note text-soft">{m.notify_desktop_denied()}</p>}
      {on && <p role="status">{m.notify_desktop_on()}</p>}
      <div className="flex flex-wrap gap-2">
        {on ? (
          <Button busy={busy} onClick={() => void save(false)}>
            {m.notify_desktop_turn_off()}
          </Button>
        ) : (
          (allowed === 'default' || allowed === 'granted') && (
            <Button busy={busy} onClick={() => void turnOn()}>
              <BellRing size={17} /> {m.notify_desktop_turn_on()}
            </Button>
          )
        )}
        <Button look="quiet" onClick={() => void playSound()}>
          <Volume2 size={17} /> {m.notify_sound_try()}
        </Button>
      </div>
    </div>
  );
}
