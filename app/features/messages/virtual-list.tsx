import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type CacheSnapshot, Virtualizer, type VirtualizerHandle } from 'virtua';
import type { ChannelLog } from '../../realtime/channel-log.ts';
import { useStore } from '../../realtime/store.ts';
import { useConversation } from './conversation-context.ts';
import { JumpToPresent } from './jump-to-present.tsx';
import type { ListEdges } from './list-edges.tsx';
import { isMessage, itemBefore, itemKey, type ListItem } from './list-items.ts';
import { ListRow } from './list-row.tsx';
import type { Side } from './use-history.ts';
import { type Anchor, usePosition } from './use-position.ts';
import { useRoving } from './use-roving.ts';

interface Props {
  log: ChannelLog;
  items: ListItem[];
  unreadSeq: number | null;
  edges: ListEdges;
  label: string;
  /** The same rows as plain ones, while they are still on the page. */
  plain: RefObject<HTMLDivElement | null>;
  anchor: RefObject<Anchor>;
  load(side: Side): void;
}

/**
 * Pixels beyond the edges in which rows are kept ready. A row that is measured only when it is on screen already pushes
 * those below it; with this a turn of the wheel does not get there first.
 */
const ready = 1500;

/** The messages on screen and a few around them, however many are loaded. */
export function VirtualList({ log, items, unreadSeq, edges, label, plain, anchor, load }: Props): ReactNode {
  const { viewer, ui } = useConversation();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  // Read while rendering, as the plain rows are gone right after.
  const [before] = useState(() => takeOver(plain.current));
  useLayoutEffect(() => {
    anchor.current ??= before?.top;
  }, [anchor, before]);
  const prepended = usePrepended(items, viewer.id);
  const { away, onScroll, onResize } = usePosition({ scroller, list, log, items, unreadSeq, anchor, load });
  const { activeKey, activeIndex, events } = useRoving({ scroller, list, items });
  const editing = useStore(ui, (value) => value.editing);
  const editedIndex =
    editing === null ? -1 : items.findIndex((item) => isMessage(item) && item.id === editing);
  const kept = useMemo(
    () => [activeIndex, editedIndex].filter((index) => index > 0).sort((a, b) => a - b),
    [activeIndex, editedIndex],
  );

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="region"
        aria-label={label}
        data-messages
        className="flex h-full flex-col overflow-y-auto overscroll-contain"
        {...events}
      >
        {/* A few messages stand at the bottom, near the composer. */}
        <div className="flex-1" />
        <Virtualizer
          ref={list}
          data={items}
          shift={prepended}
          bufferSize={ready}
          keepMounted={kept}
          onScroll={onScroll}
          onResize={onResize}
          {...(before && { cache: before.cache })}
        >
          {(item, index) => (
            <ListRow
              // The upper edge is another one after each page: it has to be measured again in its new place.
              key={item === 'head' ? `head-${log.from}` : itemKey(item, viewer.id)}
              item={item}
              before={itemBefore(items, index, log)}
              unreadSeq={unreadSeq}
              activeKey={activeKey}
              edges={edges}
            />
          )}
        </Virtualizer>
      </div>
      <JumpToPresent away={away} />
    </div>
  );
}

/** True in the render in which older items were put above the ones of the render before. */
function usePrepended(items: readonly ListItem[], viewerId: string): boolean {
  const last = useRef({ first: '', length: 0 });
  const keyAt = (index: number): string => (items[index] ? itemKey(items[index], viewerId) : '');
  const { first, length } = last.current;
  const added = items.length - length;
  const prepended = length > 2 && added > 0 && keyAt(1) !== first && keyAt(1 + added) === first;
  useLayoutEffect(() => {
    last.current = { first: keyAt(1), length: items.length };
  });
  return prepended;
}

/**
 * What the list goes on with: the rows' heights, so that it need not guess and nothing moves, and the message on top if
 * somebody has scrolled already.
 */
function takeOver(rows: HTMLElement | null): { cache: CacheSnapshot; top: string | undefined } | null {
  const box = rows?.parentElement;
  if (!box) return null;
  const edges = Array.from(rows.children, (row) => row.getBoundingClientRect());
  const shown = box.getBoundingClientRect().top;
  const first = box.scrollTop === 0 ? -1 : edges.findIndex((edge) => edge.bottom > shown);
  const message = rows.children[first]?.querySelector<HTMLElement>('[data-message]');
  return {
    cache: [edges.map((edge) => edge.height), 60] as unknown as CacheSnapshot,
    top: message?.dataset['message'],
  };
}
