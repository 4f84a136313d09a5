import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { ChannelPlace } from '#contract/channels';
import type { Section } from './arrange.ts';

/**
 * Lets channels be dragged within `list`, onto each other and onto the heads of categories. Elements are found by
 * `data-channel` and `data-category`; what the pointer would do is written to `data-drop` for the stylesheet. The library
 * is fetched after the page has come to rest.
 */
export function useChannelDrag(
  list: RefObject<HTMLElement | null>,
  enabled: boolean,
  sections: Section[],
  onPlace: (channelId: string, place: ChannelPlace) => void,
): void {
  const drop = useEffectEvent(onPlace);

  useEffect(() => {
    // A finger drags to scroll; on a touch screen the menu moves channels.
    if (!enabled || !window.matchMedia('(hover: hover)').matches) return;
    let gone = false;
    let stop: (() => void) | undefined;
    void import('./drag-channels.ts').then(({ dragChannels }) => {
      if (!gone && list.current) stop = dragChannels(list.current, sections, (id, place) => drop(id, place));
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [list, enabled, sections]);
}
