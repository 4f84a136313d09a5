import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { ChannelLog } from '../../realtime/channel-log.ts';
import { useStore } from '../../realtime/store.ts';
import { useConversation } from './conversation-context.ts';
import { isMessage, type ListItem } from './list-items.ts';
import type { Side } from './use-history.ts';

/** Pixels from the end within which the reader counts as being there. */
const near = 40;
/** Items from an end at which the next page is asked for: about two screens. */
const ahead = 25;
/** Frames in which the place opened at must not move; and how many are waited for at most. */
const steadyFrames = 3;
const mostFrames = 120;
/** Pixels of what was read before that stay visible above the first unread message. */
const context = 96;

/**
 * The message on top of the list; null at the present. It outlives the list: when another stretch takes the place of
 * this one, reading goes on there. Undefined before the channel was first shown.
 */
export type Anchor = string | null | undefined;

interface Parts {
  scroller: RefObject<HTMLDivElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  log: ChannelLog;
  items: readonly ListItem[];
  unreadSeq: number | null;
  anchor: RefObject<Anchor>;
  load(side: Side): void;
}

interface Position {
  /** Far enough from the end that a way back is welcome. */
  away: boolean;
  onScroll(offset: number): void;
  onResize(): void;
}

/**
 * Where the list stands: at the end it stays at the end, whatever grows; anywhere else it moves only by hand. Opens at
 * the first unread message, and asks for more history before an end is reached.
 */
export function usePosition({ scroller, list, log, items, unreadSeq, anchor, load }: Parts): Position {
  const { ui } = useConversation();
  const [away, setAway] = useState(false);
  const atEnd = useRef(true);
  const last = useRef(0);
  const opening = useRef<number | null>(null);
  const latest = useRef(items);
  useLayoutEffect(() => {
    latest.current = items;
  });

  const look = useCallback(
    (offset: number): void => {
      const { current: box } = scroller;
      const { current: handle } = list;
      if (!box || !handle) return;
      const rest = box.scrollHeight - box.clientHeight - offset;
      const up = offset < last.current - 1;
      last.current = offset;
      if (rest <= near) atEnd.current = true;
      else if (up) atEnd.current = false;
      const present = atEnd.current && !log.hasAfter;
      setAway(!present && (log.hasAfter || rest > box.clientHeight / 2));
      ui.update((value) => (value.atPresent === present ? value : { ...value, atPresent: present }));

      // Until the place that was opened at is found, the list stands nowhere yet, and nothing may move it.
      if (opening.current) return;
      const top = handle.findItemIndex(offset);
      const first = items[top];
      anchor.current = present || !isMessage(first) ? null : first.id;
      if (top < ahead) load('before');
      if (handle.findItemIndex(offset + box.clientHeight) > items.length - ahead) load('after');
    },
    [scroller, list, log, items, anchor, load, ui],
  );

  const toEnd = useCallback((): void => {
    const { current: box } = scroller;
    if (box) box.scrollTop = box.scrollHeight;
  }, [scroller]);

  const settle = useCallback((): void => {
    if (opening.current) return;
    if (atEnd.current && !log.hasAfter) toEnd();
    look(scroller.current?.scrollTop ?? 0);
  }, [log, toEnd, look, scroller]);

  const wish = useStore(ui, (value) => value.toEnd);
  useLayoutEffect(() => {
    if (wish === 0) return;
    atEnd.current = true;
    toEnd();
  }, [wish, toEnd]);

  const lookNow = useRef(look);
  useLayoutEffect(() => {
    lookNow.current = look;
  });
  /**
   * Goes to a message and stays with it until it does not move for a few frames: rows around it are measured meanwhile,
   * and new ones may come. A hand on the list ends that.
   */
  const goTo = useCallback(
    (id: string, align: 'start' | 'center', offset: number): void => {
      let [steady, frames] = [0, 0];
      const step = (): void => {
        const { current: box } = scroller;
        const { current: handle } = list;
        const at = latest.current.findIndex((item) => isMessage(item) && item.id === id);
        if (!box || !handle || at < 0) return void (opening.current = null);
        const room = align === 'center' ? (box.clientHeight - handle.getItemSize(at)) / 2 : 0;
        const most = box.scrollHeight - box.clientHeight;
        const goal = Math.max(0, Math.min(most, handle.getItemOffset(at) - room + offset));
        steady = Math.abs(box.scrollTop - goal) <= 1 ? steady + 1 : 0;
        if (steady === 0) box.scrollTop = goal;
        frames += 1;
        if (steady < steadyFrames && frames < mostFrames) {
          opening.current = requestAnimationFrame(step);
        } else {
          opening.current = null;
          lookNow.current(box.scrollTop);
        }
      };
      step();
    },
    [scroller, list],
  );
  useEffect(() => {
    const { current: box } = scroller;
    const take = (): void => {
      if (opening.current === null) return;
      cancelAnimationFrame(opening.current);
      opening.current = null;
    };
    const hands = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
    for (const hand of hands) box?.addEventListener(hand, take, { passive: true });
    return () => {
      take();
      for (const hand of hands) box?.removeEventListener(hand, take);
    };
  }, [scroller]);

  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current) return settle();
    opened.current = true;
    const { target } = ui.get();
    const before = anchor.current;
    const first = before === undefined;
    const at = items.findIndex((item) => {
      if (!isMessage(item)) return false;
      if (target) return item.id === target.id;
      return first ? item.seq === unreadSeq : item.id === before;
    });
    if (target) atEnd.current = false;
    const item = items[at];
    if (!isMessage(item)) return target ? undefined : settle();
    atEnd.current = false;
    goTo(item.id, target ? 'center' : 'start', first && !target ? -context : 0);
  }, [items, unreadSeq, anchor, settle, goTo, ui]);

  return { away, onScroll: look, onResize: settle };
}
