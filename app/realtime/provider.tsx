import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useNavigation, useRevalidator } from 'react-router';
import type { ViewerDto } from '#contract/accounts';
import type { BootstrapDto, CommunityDto } from '#contract/communities';
import { lazyPart } from '../ui/lazy-part.tsx';
import { holdRealtime } from './current.ts';
import { realtimeFor } from './kept.ts';
import type { Realtime } from './realtime.ts';
import { changedSince, withBootstrap } from './client-state.ts';
import { RealtimeContext } from './use-realtime.ts';

const UnreadBadges = lazyPart(() => import('./unread-badges.tsx'));

interface Props {
  viewer: ViewerDto;
  /** From the layout's loader; each new one is merged into what events have brought since. */
  bootstrap: BootstrapDto;
  children: ReactNode;
}

/** Holds the live state of the signed-in person for everything below, and keeps the connection while mounted. */
export function RealtimeProvider({ viewer, bootstrap, children }: Props): ReactNode {
  // Another account means another state: a `key` would do, but the layout should not have to remember it.
  return (
    <Live key={viewer.id} viewer={viewer} bootstrap={bootstrap}>
      {children}
    </Live>
  );
}

function Live({ viewer, bootstrap, children }: Props): ReactNode {
  const [realtime] = useState(() => realtimeFor(viewer, bootstrap));
  useEffect(() => realtime.start(), [realtime]);
  useLayoutEffect(() => holdRealtime(realtime), [realtime]);
  useMergedBootstrap(realtime, bootstrap);
  return (
    <RealtimeContext value={realtime}>
      {children}
      <UnreadBadges />
    </RealtimeContext>
  );
}

/** A community that an event changed after the loader set out is newer in our hands than in the loader's answer. */
function useMergedBootstrap(realtime: Realtime, bootstrap: BootstrapDto): void {
  const navigation = useNavigation();
  const revalidator = useRevalidator();
  const loading = navigation.state !== 'idle' || revalidator.state !== 'idle';
  const atStart = useRef<Record<string, CommunityDto>>({});
  const merged = useRef(bootstrap);

  useLayoutEffect(() => {
    if (loading) atStart.current = realtime.state.get().communities;
  }, [realtime, loading]);

  useLayoutEffect(() => {
    if (merged.current === bootstrap) return;
    merged.current = bootstrap;
    realtime.state.update((state) => withBootstrap(state, bootstrap, changedSince(state, atStart.current)));
  }, [realtime, bootstrap]);
}
