import { lazy, type ReactNode, Suspense } from 'react';
import type { Mention as MentionNode } from '#contract/messages';
import { insist } from '../../realtime/insist.ts';

// Comes with the page as markup; its code follows.
const Shown = lazy(() => insist(() => import('./mention.tsx')));

/** Somebody or something that a text names. */
export const Mention = (props: { node: MentionNode; plain?: boolean }): ReactNode => (
  <Suspense fallback={props.node.kind === 'channel' ? '#…' : '@…'}>
    <Shown {...props} />
  </Suspense>
);
