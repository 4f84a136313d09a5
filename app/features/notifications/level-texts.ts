import type { MuteTime, NotificationLevel } from '#contract/notifications';
import { m } from '#i18n';

export const levelNames: Record<NotificationLevel, () => string> = {
  all: m.level_all,
  mentions: m.level_mentions,
  nothing: m.level_nothing,
};

export const muteNames: Record<MuteTime, () => string> = {
  off: m.mute_off,
  15: m.mute_15,
  60: m.mute_60,
  480: m.mute_480,
  1440: m.mute_1440,
  always: m.mute_always,
};
