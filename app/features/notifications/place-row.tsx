import { Form, Link } from 'react-router';
import {
  muteTimes,
  notificationLevels,
  type NotificationPlace,
  type PlaceSetting,
} from '#contract/notifications';
import { levelOf } from '#contract/push';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';
import { levelNames, muteNames } from './level-texts.ts';

/** What one hears of a place, as two lists to choose from. With JavaScript a choice is sent at once. */
export function PlaceRow({
  place,
  placeId,
  name,
  path,
  places,
  more,
}: {
  place: NotificationPlace;
  placeId: string;
  name: string;
  path: Parameters<typeof levelOf>[1];
  places: readonly PlaceSetting[];
  /** Where the parts of it are. */
  more?: string | undefined;
}) {
  const setting = places.find((each) => each.placeId === placeId);
  const muted =
    setting?.muted && (setting.mutedUntil === null || Date.parse(setting.mutedUntil) > Date.now());
  const around = levelOf(
    places.filter((each) => each.placeId !== placeId),
    path,
  );
  const of = isolate(name);
  return (
    <li className="rounded-l bg-panel p-3">
      <Form
        method="post"
        preventScrollReset
        onChange={(event) => event.currentTarget.requestSubmit()}
        className="flex flex-wrap items-center gap-2"
      >
        <input type="hidden" name="intent" value="place" />
        <input type="hidden" name="place" value={place} />
        <input type="hidden" name="placeId" value={placeId} />
        <span className="flex min-w-0 basis-full flex-wrap items-baseline gap-x-3">
          <bdi className="name font-medium">{name}</bdi>
          {more && (
            <Link to={more} className="link text-small">
              {m.notify_place_channels()}
            </Link>
          )}
        </span>
        <select
          key={`level ${setting?.level ?? ''}`}
          name="level"
          aria-label={m.level_of({ name: of })}
          defaultValue={setting?.level ?? ''}
          className={`${inputClass} w-auto! flex-1 basis-52`}
        >
          <option value="">{m.level_inherit({ level: levelNames[around]() })}</option>
          {notificationLevels.map((level) => (
            <option key={level} value={level}>
              {levelNames[level]()}
            </option>
          ))}
        </select>
        <select
          key={`mute ${setting?.mutedUntil ?? ''} ${muted ? 'on' : 'off'}`}
          name="mute"
          aria-label={`${of}: ${m.mute_title()}`}
          defaultValue="keep"
          className={`${inputClass} w-auto! flex-1 basis-40`}
        >
          <option value="keep">{muted ? m.muted() : m.mute_for()}</option>
          {muteTimes
            .filter((time) => muted || time !== 'off')
            .map((time) => (
              <option key={time} value={time}>
                {muteNames[time]()}
              </option>
            ))}
        </select>
        <noscript>
          <Button type="submit">{m.ui_save()}</Button>
        </noscript>
      </Form>
    </li>
  );
}
