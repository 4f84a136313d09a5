import { Bell, BellOff, Check } from 'lucide-react';
import { muteTimes, notificationLevels, type MuteTime } from '#contract/notifications';
import { levelOf } from '#contract/push';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { isolate } from '../../lib/bidi.ts';
import { Menu, MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { levelNames, muteNames } from './level-texts.ts';
import type { LevelTarget } from './late-level-menu.ts';
import { useChoose } from './use-choose.ts';

/** A menu: what one hears of a place, and muting it. */
export default function LevelMenu({
  place,
  placeId,
  name,
  path,
  anchor,
  onClose,
}: LevelTarget & { onClose: () => void }) {
  const choose = useChoose();
  const setting = useClientState((state) =>
    state.notifications.places.find((each) => each.placeId === placeId),
  );
  const around = useClientState(({ notifications }) =>
    levelOf(
      notifications.places.filter((each) => each.placeId !== placeId),
      path,
    ),
  );
  const muted =
    setting?.muted && (setting.mutedUntil === null || Date.parse(setting.mutedUntil) > Date.now());
  const mark = (on: boolean) => (on ? <Check size={16} /> : <span />);
  const times = muteTimes.filter((time): time is Exclude<MuteTime, 'off'> => time !== 'off');
  return (
    <Menu anchor={anchor} label={m.level_of({ name: isolate(name) })} onClose={onClose}>
      <MenuLabel>{m.level_title()}</MenuLabel>
      <MenuItem
        icon={mark((setting?.level ?? null) === null)}
        onClick={() => choose({ place, placeId, level: null })}
      >
        {m.level_inherit({ level: levelNames[around]() })}
      </MenuItem>
      {notificationLevels.map((level) => (
        <MenuItem
          key={level}
          icon={mark(setting?.level === level)}
          onClick={() => choose({ place, placeId, level })}
        >
          {levelNames[level]()}
        </MenuItem>
      ))}
      {muted ? (
        <MenuItem icon={<Bell size={16} />} onClick={() => choose({ place, placeId, mute: 'off' })}>
          {m.mute_off()}
        </MenuItem>
      ) : (
        <>
          <MenuLabel>{m.mute_for()}</MenuLabel>
          {times.map((mute) => (
            <MenuItem
              key={mute}
              icon={<BellOff size={16} />}
              onClick={() => choose({ place, placeId, mute })}
            >
              {muteNames[mute]()}
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  );
}
