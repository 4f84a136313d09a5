export interface Cursor {
  /** Only what has a smaller id. */
  before: string;
  /** Milliseconds; nothing later has such an id. */
  time: number;
  /** How many of the best were shown. */
  offset: number;
}

/** What a cursor looks like. */
export const cursorForm = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})(?:\.(\d{1,4}))?$/;

/** With an offset, `id` is the newest candidate's and counts itself; else the last one shown. */
export const writeCursor = ({ id, offset }: { id: string; offset: number }): string =>
  offset > 0 ? `${id}.${offset}` : id;

/** @param text of the form of a cursor */
export function readCursor(text: string): Cursor {
  const [, id = '', offset] = cursorForm.exec(text) ?? [];
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return { before: offset ? following(id) : id, time, offset: Number(offset ?? 0) };
}

/** The id right after one. */
function following(id: string): string {
  const next = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return next.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** No message of before this instant (milliseconds) has this id or a greater one. */
export function firstIdAt(instant: number): string {
  const time = Math.max(0, Math.floor(instant)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
