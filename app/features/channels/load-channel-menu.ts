/** Fetches the menu of channels and categories, once. */
export const loadChannelMenu = () => import('./channel-menu.tsx');
