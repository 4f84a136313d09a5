import { MonitorSmartphone, Smartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Form, useRevalidator } from 'react-router';
import type { PushDeviceDto } from '#contract/push';
import { m } from '#i18n';
import { relativeTime } from '../../lib/dates.ts';
import { readUserAgent } from '../../lib/user-agent.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { pushAbility, type PushAbility, turnPushOff, turnPushOn } from './push-browser.ts';

/** The browsers that are woken for news, and turning it on for this one. */
export function PushDevices({ devices, now }: { devices: readonly PushDeviceDto[]; now: number }) {
  const [ability, setAbility] = useState<PushAbility | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const { revalidate } = useRevalidator();
  useEffect(() => setAbility(pushAbility()), []);

  const turnOn = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await turnPushOn();
    } catch {
      setFailed(true);
    }
    setAbility(pushAbility());
    await revalidate();
    setBusy(false);
  };

  return (
    <div className="grid justify-items-start gap-3">
      {ability === 'missing' && <p className="text-note text-soft">{m.push_missing()}</p>}
      {ability === 'home-screen' && <p className="text-note text-soft">{m.push_home_screen()}</p>}
      {ability === 'denied' && <p className="text-note text-soft">{m.notify_desktop_denied()}</p>}
      {failed && (
        <div role="alert" className="w-full">
          <Banner kind="danger">{m.push_failed()}</Banner>
        </div>
      )}
      {ability === 'able' && !devices.some(({ current }) => current) && (
        <Button busy={busy} onClick={() => void turnOn()}>
          <Smartphone size={17} /> {m.push_turn_on()}
        </Button>
      )}
      {devices.length > 0 && (
        <ul className="grid w-full gap-2">
          {devices.map((device) => (
            <Device key={device.id} device={device} now={now} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Device({ device, now }: { device: PushDeviceDto; now: number }) {
  const { browser, system } = readUserAgent(device.userAgent);
  const name = [browser, system].filter(Boolean).join(' · ') || m.push_unknown();
  return (
    <li className="rounded-l bg-panel p-3">
      <Form
        method="post"
        preventScrollReset
        className="flex flex-wrap items-center gap-3"
        onSubmit={(event) => {
          const { submitter } = event.nativeEvent;
          if (device.current && (submitter as HTMLButtonElement | null)?.value.startsWith('push-remove'))
            void turnPushOff().catch(() => undefined);
        }}
      >
        <MonitorSmartphone size={20} className="flex-none text-soft" aria-hidden />
        <p className="min-w-0 flex-1 basis-40">
          <span className="block font-medium">
            {name}{' '}
            {device.current && <span className="text-small font-normal text-faint">({m.push_this()})</span>}
          </span>
          <span className="block text-small text-soft">
            {device.failure
              ? m.push_last_failed({ what: device.failure })
              : device.arrivedAt
                ? m.push_last_arrived({ when: relativeTime(device.arrivedAt, now) })
                : m.push_none_yet()}
          </span>
        </p>
        <span className="flex flex-wrap gap-2">
          <SubmitButton look="quiet" intent={`push-test:${device.id}`}>
            {m.push_test()}
          </SubmitButton>
          <SubmitButton look="quiet" intent={`push-remove:${device.id}`}>
            {m.push_remove()}
          </SubmitButton>
        </span>
      </Form>
    </li>
  );
}
