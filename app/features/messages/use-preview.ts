import { useEffect } from 'react';
import type { PreviewDto } from '#contract/messages';
import type { ClientState } from '../../realtime/client-state.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { useStore } from '../../realtime/store.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { previewsOf } from './previews.ts';

/** What a linked message shows; null until it is known, and for what the viewer may not see, or what is gone. */
export function usePreview(messageId: string): PreviewDto | null {
  const realtime = useRealtime();
  const previews = previewsOf(realtime);
  useEffect(() => previews.show(messageId), [previews, messageId]);
  const told = useStore(previews.known, (known) => known.get(messageId) ?? null);
  return useClientState(
    (state) => told && asItIsNow(state, told),
    (a, b) => a?.id === b?.id && a?.version === b?.version && a?.author === b?.author,
  );
}

/** A preview as the live state knows it: edited, or (null) deleted, out of sight or its author blocked meanwhile. */
export function asItIsNow(state: ClientState, told: PreviewDto): PreviewDto | null {
  const { id, seq, version, channel, author } = told;
  // Channels that the viewer may see have counters, and no others.
  if (!state.counters[channel.parentId ?? channel.id]) return null;
  if (author && state.relations[author.id]?.state === 'blocked') return null;
  const log = state.logs[channel.id];
  if (!log) return told;
  const here = log.recent[id] ?? log.messages.find((message) => message.id === id);
  if (here) {
    if (here.version <= version) return told;
    const { mentioned: _, ...rest } = told;
    const excerpt = excerptOf(here);
    if (excerpt === null) return null;
    return { ...rest, version: here.version, excerpt, ...(here.mentioned && { mentioned: here.mentioned }) };
  }
  const covered = seq >= log.from && (log.to === null || seq <= log.to);
  return covered && log.version >= version ? null : told;
}
