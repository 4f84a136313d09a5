import { lazyPart } from '../../ui/lazy-part.tsx';

/** The menu of channels and categories, fetched when it is first opened. */
export const ChannelMenu = lazyPart(() => import('./channel-menu.tsx'));
