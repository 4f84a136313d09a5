import type { ViewerDto } from '#contract/accounts';
import type { BootstrapDto, MemberPage } from '#contract/communities';
import { currentRealtime } from '../../realtime/current.ts';
import { readFolded } from './panels.ts';
import type { Panel } from './shell-controls.tsx';

export interface ShellData {
  viewer: ViewerDto;
  bootstrap: BootstrapDto;
  /** Null when this browser has the rest already: the member list then fetches its own, when it is in view. */
  members: MemberPage | null;
  folded: readonly Panel[];
}

/**
 * In the browser: what the shell needs, of what this page knows already. After a change made here (`again`) it is asked
 * for anew, since its event may still be under way. Null when this page does not know the community; outside of any,
 * `communityId` is null.
 */
export async function shellDataAtHand(communityId: string | null, again: boolean): Promise<ShellData | null> {
  const realtime = currentRealtime();
  const known = () => communityId === null || realtime?.state.get().communities[communityId] !== undefined;
  if (!realtime || !known() || !realtime.connection.get().settled) return null;
  const bootstrap = again ? await realtime.call('bootstrap.get', {}).catch(() => null) : null;
  const state = realtime.state.get();
  const { viewer, communities, communityOrder, counters, faces } = state;
  return {
    viewer,
    bootstrap: bootstrap ?? {
      communities: communityOrder.flatMap((id) => communities[id] ?? []),
      conversations: Object.values(state.conversations),
      relations: Object.values(state.relations),
      threads: Object.values(state.threads).filter(({ id }) => state.followed[id]),
      counters: Object.values(counters),
      faces,
    },
    members: null,
    folded: readFolded(document.cookie),
  };
}
