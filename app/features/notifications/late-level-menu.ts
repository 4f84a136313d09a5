import type { NotificationPlace, PlacePath } from '#contract/notifications';
import { lazyPart } from '../../ui/lazy-part.tsx';

/** The place whose level a menu chooses. */
export interface LevelTarget {
  place: NotificationPlace;
  placeId: string;
  name: string;
  /** Where it stands: the channel is empty for what holds channels. */
  path: PlacePath;
  anchor: HTMLElement;
}

/** Fetched when it is first opened. */
export const LevelMenu = lazyPart(() => import('./level-menu.tsx'));
