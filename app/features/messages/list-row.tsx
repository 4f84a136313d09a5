import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';
import { useConversation, useTimes } from './conversation-context.ts';
import { DayDivider, UnreadDivider } from './dividers.tsx';
import { continuesGroup, isPending, itemKey, type ListItem, startsDay, writtenAt } from './list-items.ts';
import { ListHead, ListTail, type ListEdges } from './list-edges.tsx';
import { MessageRow } from './message-row.tsx';
import { PendingRow } from './pending-row.tsx';

interface Props {
  item: ListItem;
  before: ListItem | undefined;
  /** `seq` of the message below the "new" line. */
  unreadSeq: number | null;
  activeKey: string;
  edges: ListEdges;
}

/** One item of the list with what stands above it. Everything is told from its neighbour: no list of rows is built. */
export function ListRow({ item, before, unreadSeq, activeKey, edges }: Props): ReactNode {
  const { viewer } = useConversation();
  const times = useTimes();
  if (item === 'head') return <ListHead edges={edges} />;
  if (item === 'tail') return <ListTail edges={edges} />;
  const rowKey = itemKey(item, viewer.id);
  const unread = !isPending(item) && item.seq === unreadSeq;
  const grouped = !unread && continuesGroup(item, before, viewer.id, times);
  return (
    <div className={cx(!grouped && 'pt-(--row-gap)')}>
      {startsDay(item, before, times) && <DayDivider iso={writtenAt(item)} />}
      {unread && <UnreadDivider />}
      {isPending(item) ? (
        <PendingRow entry={item} grouped={grouped} rowKey={rowKey} />
      ) : (
        <MessageRow message={item} grouped={grouped} active={rowKey === activeKey} rowKey={rowKey} />
      )}
    </div>
  );
}
