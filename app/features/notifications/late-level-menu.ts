import type { NotificationLevel, NotificationPlace } from '#contract/notifications';
import { lazyPart } from '../../ui/lazy-part.tsx';

/** The place whose level a menu chooses. */
export interface LevelTarget {
  place: NotificationPlace;
  placeId: string;
  name: string;
  /** What holds when nothing is chosen there. */
  around: NotificationLevel;
  anchor: HTMLElement;
}

/** Fetched when it is first opened. */
export const LevelMenu = lazyPart(() => import('./level-menu.tsx'));
