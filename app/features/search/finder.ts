import { createStore } from '../../realtime/store.ts';

/** Where a search looks; null: everywhere. */
export type SearchScope = { channelId: string } | { communityId: string } | null;

/** What lies over the page to find something with. */
export type Finder = { kind: 'search'; scope: SearchScope } | { kind: 'switcher' } | null;

export const finder = createStore<Finder>(null);

/** Whether somebody answers to `finder`: its code follows the page, and a link leads to the plain search until then. */
export const finders = { ready: false };

/** For a link's `onClick`: opens it over the page instead, when it can. */
export function find(event: { preventDefault(): void }, wanted: Finder): void {
  if (!finders.ready) return;
  event.preventDefault();
  finder.update(() => wanted);
}
