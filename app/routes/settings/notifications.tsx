import { ArrowLeft } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import {
  muteTimes,
  notificationLevels,
  notificationPlaces,
  type MuteTime,
  type NotificationLevel,
  type NotificationPlace,
} from '#contract/notifications';
import { m } from '#i18n';
import { BrowserNotices } from '../../features/notifications/browser-notices.tsx';
import { PlaceRow } from '../../features/notifications/place-row.tsx';
import { PushDevices } from '../../features/notifications/push-devices.tsx';
import { QuietFields, readQuiet } from '../../features/notifications/quiet-fields.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { SavedNote } from '../../ui/saved-note.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/notifications';

export const meta: Route.MetaFunction = () => pageTitle(m.notify_title(), m.settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { searchParams } = new URL(args.request.url);
    const { communities, notifications } = await services.communities.getBootstrap(ctx);
    return {
      communities,
      notifications,
      devices: await services.push.listDevices(ctx),
      openId: searchParams.get('community'),
      now: Date.now(),
      tested: searchParams.get('tested'),
      saved: searchParams.has('saved'),
    };
  });
}

const oneOf = <T extends string>(all: readonly T[], text: string): T => {
  const found = all.find((each) => each === text);
  if (!found) throw missing();
  return found;
};

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { notifications } = services;
    const back = new URL(args.request.url).searchParams;
    const [intent, deviceId = ''] = form.text('intent').split(':');
    back.delete('tested');
    back.delete('saved');
    switch (intent) {
      case 'push-test': {
        const { arrived, failure } = await services.push.testDevice(ctx, { deviceId });
        back.set('tested', arrived ? 'arrived' : failure);
        return redirect(`/settings/notifications?${back.toString()}`);
      }
      case 'push-remove':
        await services.push.removeDevice(ctx, { deviceId });
        break;
      case 'preferences':
        await notifications.setPreferences(ctx, {
          sound: form.checked('sound'),
          previews: form.checked('previews'),
          ...readQuiet(form),
        });
        break;
      case 'place': {
        const level = form.text('level');
        const mute = form.text('mute');
        await notifications.setPlace(ctx, {
          place: oneOf<NotificationPlace>(notificationPlaces, form.text('place')),
          placeId: form.text('placeId'),
          level: level === '' ? null : oneOf<NotificationLevel>(notificationLevels, level),
          ...(mute !== 'keep' && { mute: oneOf<MuteTime>(muteTimes, mute) }),
        });
        break;
      }
      default:
        throw missing();
    }
    back.set('saved', '');
    return redirect(`/settings/notifications?${back.toString()}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NotificationSettings({
  loaderData: { communities, notifications, devices, openId, now, saved, tested },
  actionData,
}: Route.ComponentProps) {
  const { preferences, places } = notifications;
  const form = useFormState(actionData, ['quietFrom', 'quietTo', 'timeZone']);
  const open = communities.find(({ id }) => id === openId);
  return (
    <>
      <h1 className="mb-6 text-title font-semibold">{m.notify_title()}</h1>
      {saved && <SavedNote className="mb-6" />}
      {tested && (
        <div role="status" className="mb-6">
          <Banner kind={tested === 'arrived' ? 'success' : 'danger'}>
            {tested === 'arrived' ? m.push_test_arrived() : m.push_test_failed({ what: tested.slice(0, 80) })}
          </Banner>
        </div>
      )}
      <FormMessage>{actionData?.text}</FormMessage>
      {!open && (
        <>
          <SettingsSection title={m.notify_browser_title()} note={m.notify_browser_text()}>
            <BrowserNotices preferences={preferences} />
          </SettingsSection>
          <SettingsSection title={m.push_title()} note={m.push_text()}>
            <PushDevices devices={devices} now={now} />
          </SettingsSection>
          <Form method="post">
            <div className="mb-10 grid gap-1">
              <Checkbox
                name="sound"
                label={m.notify_sound()}
                note={m.notify_sound_note()}
                defaultChecked={preferences.sound}
              />
              <Checkbox
                name="previews"
                label={m.notify_previews()}
                note={m.notify_previews_note()}
                defaultChecked={preferences.previews}
              />
            </div>
            <SettingsSection title={m.notify_quiet_title()} note={m.notify_quiet_note()}>
              <QuietFields preferences={preferences} form={form} />
            </SettingsSection>
            <SubmitButton intent="preferences" className="mb-12">
              {m.ui_save()}
            </SubmitButton>
          </Form>
        </>
      )}
      <SettingsSection
        title={open ? <bdi>{open.name}</bdi> : m.notify_places_title()}
        note={m.notify_places_text()}
      >
        {open && (
          <Link
            to="/settings/notifications"
            className="link mb-3 inline-flex min-h-8 items-center gap-1.5 text-note pointer-coarse:min-h-11"
          >
            <ArrowLeft size={16} className="rtl:-scale-x-100" /> {m.notify_title()}
          </Link>
        )}
        {communities.length === 0 && <p className="text-soft">{m.notify_places_none()}</p>}
        <ul className="grid gap-2">
          {(open ? [open] : communities).map(({ id, name }) => (
            <PlaceRow
              key={id}
              place="community"
              placeId={id}
              name={name}
              path={{ communityId: id, categoryId: null, channelId: '' }}
              places={places}
              more={open ? undefined : `/settings/notifications?community=${id}`}
            />
          ))}
          {open?.categories.map(({ id, name }) => (
            <PlaceRow
              key={id}
              place="category"
              placeId={id}
              name={name}
              path={{ communityId: open.id, categoryId: id, channelId: '' }}
              places={places}
            />
          ))}
          {open?.channels.map(({ id, name, categoryId }) => (
            <PlaceRow
              key={id}
              place="channel"
              placeId={id}
              name={`#${name}`}
              path={{ communityId: open.id, categoryId, channelId: id }}
              places={places}
            />
          ))}
        </ul>
      </SettingsSection>
    </>
  );
}
