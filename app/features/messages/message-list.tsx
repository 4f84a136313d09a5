import { type ReactNode, type RefObject, useMemo, useRef } from 'react';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import type { ChannelLog } from '../../realtime/channel-log.ts';
import { useOutbox } from '../../realtime/hooks.ts';
import { TimesContext, useConversation } from './conversation-context.ts';
import type { ListEdges } from './list-edges.tsx';
import { firstUnread, isMessage, itemBefore, itemKey, type ListItem, listItems } from './list-items.ts';
import { useLive } from './live-context.ts';
import { ListRow } from './list-row.tsx';
import { timesFor } from './times.ts';
import { useHistory } from './use-history.ts';
import type { Anchor } from './use-position.ts';
import { useUnreadLine } from './use-unread-line.ts';

interface Props {
  log: ChannelLog;
  /** The zone that the page was rendered for on the instance. */
  timeZone: string;
  anchor: RefObject<Anchor>;
}

/**
 * The messages. The instance sends plain rows, complete and readable without JavaScript; once the page is alive, the
 * same rows stand in a list that holds only what is on screen.
 */
export function MessageList({ log, timeZone, anchor }: Props): ReactNode {
  const { address, channel, viewer } = useConversation();
  const live = useLive();
  const outbox = useOutbox(channel.id);
  const readSeq = useUnreadLine(channel.id, log);
  const history = useHistory(channel.id);
  const items = useMemo(() => listItems(log, outbox, viewer.id), [log, outbox, viewer.id]);
  const unreadSeq = useMemo(() => firstUnread(log, readSeq, viewer.id), [log, readSeq, viewer.id]);
  const plain = useRef<HTMLDivElement>(null);

  const edges: ListEdges = {
    hasBefore: log.hasBefore,
    hasAfter: log.hasAfter,
    empty: items.length === 2,
    failed: history.failed,
    retry: history.retry,
    links: live ? null : pageLinks(address, items, log),
  };
  // More came than was loaded: where it begins is out of sight.
  const above = unreadSeq === null && log.hasBefore && log.from > readSeq;
  const rows = { log, items, unreadSeq, edges, label: m.chat_messages({ channel: isolate(channel.name) }) };
  return (
    <TimesContext value={timesFor(live ? undefined : timeZone)}>
      {live && above && <live.UnreadAbove readSeq={readSeq} />}
      {live ? (
        // Another stretch of history is another list: its measures belong to other rows.
        <live.VirtualList key={log.epoch} {...rows} plain={plain} load={history.load} anchor={anchor} />
      ) : (
        <PlainList {...rows} rows={plain} />
      )}
    </TimesContext>
  );
}

/** The older page ends right above the first message that is shown here. */
function pageLinks(
  address: string,
  items: readonly ListItem[],
  log: ChannelLog,
): { before: string; after: string } {
  const first = items[1];
  const from = isMessage(first) ? first.seq : log.from;
  return {
    before: `${address}?before=${from}`,
    after: log.to === null ? address : `${address}?after=${log.to}`,
  };
}

interface PlainProps {
  log: ChannelLog;
  items: readonly ListItem[];
  unreadSeq: number | null;
  edges: ListEdges;
  label: string;
  rows: RefObject<HTMLDivElement | null>;
}

/** Every row, starting at its end without a script: a reversed column scrolls from there. */
function PlainList({ log, items, unreadSeq, edges, label, rows }: PlainProps): ReactNode {
  const { viewer } = useConversation();
  return (
    <div className="relative min-h-0 flex-1">
      <div
        role="region"
        aria-label={label}
        tabIndex={0}
        className="flex h-full flex-col-reverse overflow-y-auto"
      >
        <div ref={rows}>
          {items.map((item, index) => (
            <div key={itemKey(item, viewer.id)} className="flow-root">
              <ListRow
                item={item}
                before={itemBefore(items, index, log)}
                unreadSeq={unreadSeq}
                activeKey=""
                edges={edges}
              />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
