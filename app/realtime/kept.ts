import type { ViewerDto } from '#contract/accounts';
import type { BootstrapDto } from '#contract/communities';
import { withBootstrap } from './client-state.ts';
import { createRealtime, type Realtime } from './realtime.ts';

/** The one of this load of the page: its queue of unsent messages and its lock have to outlive a visit to the settings. */
let kept: Realtime | null = null;

/**
 * The live state of an account: one for as long as the page is loaded, brought up to date with `bootstrap` when it was
 * there already. On the instance it is made anew for each rendering.
 */
export function realtimeFor(viewer: ViewerDto, bootstrap: BootstrapDto): Realtime {
  if (typeof document === 'undefined') return createRealtime(viewer, bootstrap);
  if (kept?.state.get().viewer.id === viewer.id) {
    kept.state.update((state) => withBootstrap({ ...state, viewer }, bootstrap));
    return kept;
  }
  // Somebody else signed in without leaving the page: what the one before left in its memory must not stay.
  if (kept) window.location.reload();
  kept = createRealtime(viewer, bootstrap);
  return kept;
}
