import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from 'react';
import { insist } from '../../realtime/insist.ts';
import type Page from './forum-page.tsx';

let ready: typeof Page | undefined;
const fetchPage = () => import('./forum-page.tsx');
const Late = lazy(() => insist(fetchPage));

/**
 * Fetches the code of a forum ahead of bringing the page to life, when it shows one: what comes later would be drawn
 * anew under its reader's fingers. Never fails.
 */
export async function preloadForum(): Promise<void> {
  if (!document.querySelector('[data-forum]')) return;
  ready = await fetchPage().then(
    (page) => page.default,
    () => undefined,
  );
}

/** A forum, whose code no other channel needs. */
export function ForumPage(props: ComponentProps<typeof Page>): ReactNode {
  const [Shown] = useState(() => ready ?? Late);
  return (
    <Suspense>
      <Shown {...props} />
    </Suspense>
  );
}
