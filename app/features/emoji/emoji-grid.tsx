import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { m } from '#i18n';
import type { Store } from '../../realtime/store.ts';
import type { Emoji } from './catalogue.ts';
import { type Cell, firstCell, type GridRow, layOut, moveTo, type Section } from './grid.ts';
import { type Tone, withTone } from './tones.ts';

export interface GridHandle {
  /** Takes the focus to where it was last, or to the first emoji. */
  focus(): void;
  /** Scrolls to a section. */
  show(section: string): void;
}

interface Props {
  ref: Ref<GridHandle>;
  sections: readonly Section[];
  tone: Tone;
  hint: Store<Emoji | null>;
  onPick: (emoji: Emoji, stay: boolean) => void;
  /** Up from the first line, or a letter. */
  onLeave: () => void;
}

/** Columns of the picker by the room that it has; the stylesheet has the same numbers. */
const columnsOf = (): number => (window.innerWidth < 720 ? Math.floor((window.innerWidth - 16) / 44) : 9);
/** Frames to wait for a line that has to be scrolled into being. */
const patience = 20;

/** The emoji, of which only the lines on screen are there. One cell is in the tab order; arrows move it. */
export function EmojiGrid({ ref, sections, tone, hint, onPick, onLeave }: Props): ReactNode {
  const [columns] = useState(columnsOf);
  const rows = useMemo(() => layOut(sections, columns), [sections, columns]);
  const [at, setAt] = useState<Cell | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const current = at ?? firstCell(rows);

  const focusCell = (cell: Cell): void => {
    setAt(cell);
    list.current?.scrollToIndex(cell.row, { align: 'nearest' });
    const tryFocus = (left: number): void => {
      const button = scroller.current?.querySelector<HTMLElement>(`[data-cell="${cell.row}-${cell.column}"]`);
      button?.focus({ preventScroll: true });
      if (left > 0 && (!button || document.activeElement !== button))
        requestAnimationFrame(() => tryFocus(left - 1));
    };
    tryFocus(patience);
  };
  useImperativeHandle(ref, () => ({
    focus: () => current && focusCell(current),
    show(section) {
      const row = rows.findIndex((each) => each.kind === 'title' && each.key === section);
      list.current?.scrollToIndex(row, { align: 'start' });
    },
  }));

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return;
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const key = rtl
      ? ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] ?? event.key)
      : event.key;
    const next = moveTo(rows, current, key);
    if (next) focusCell(next);
    else if (key === 'ArrowUp') onLeave();
    // What is typed belongs into the search field.
    else if (key.length === 1 && key !== ' ') return onLeave();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={m.emoji_picker()}
      aria-rowcount={rows.length}
      className="emoji-scroller"
      onKeyDown={onKeyDown}
      onPointerLeave={() => hint.update(() => null)}
    >
      <Virtualizer
        ref={list}
        data={rows}
        itemSize={40}
        bufferSize={200}
        keepMounted={current ? [current.row] : []}
      >
        {(row, index) => (
          <Line
            key={row.key}
            row={row}
            index={index}
            tabColumn={current?.row === index ? current.column : -1}
            {...{ tone, hint, onPick }}
          />
        )}
      </Virtualizer>
    </div>
  );
}

interface LineProps extends Pick<Props, 'tone' | 'hint' | 'onPick'> {
  row: GridRow;
  index: number;
  /** The column that Tab reaches; -1: none of this line. */
  tabColumn: number;
}

const Line = memo(function Line({ row, index, tabColumn, tone, hint, onPick }: LineProps): ReactNode {
  if (row.kind === 'title')
    return (
      <div role="row" aria-rowindex={index + 1}>
        <div role="rowheader" className="emoji-title">
          {row.title}
        </div>
      </div>
    );
  return (
    <div role="row" aria-rowindex={index + 1} className="emoji-line">
      {row.cells.map((emoji, column) => (
        <div key={emoji.emoji} role="gridcell">
          <button
            type="button"
            data-cell={`${index}-${column}`}
            className="emoji-cell emoji"
            tabIndex={column === tabColumn ? 0 : -1}
            aria-label={emoji.name}
            onPointerEnter={() => hint.update(() => emoji)}
            onFocus={() => hint.update(() => emoji)}
            onClick={(event) => onPick(emoji, event.shiftKey)}
          >
            {withTone(emoji.emoji, emoji.tones, tone)}
          </button>
        </div>
      ))}
    </div>
  );
});
