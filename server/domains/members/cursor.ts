import { invalid } from '#server/platform/errors.ts';
import type { Cursor } from './store.ts';

export const encodeCursor = ({ by, id }: Cursor): string => Buffer.from(`${id}${by}`).toString('base64url');

/** @throws {AppError} INVALID for what no earlier page gave out */
export function decodeCursor(after: string, kind: 'name' | 'time'): Cursor {
  const text = Buffer.from(after, 'base64url').toString();
  const [, id, by] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})([^\0]*)$/s.exec(text) ?? [];
  const isTime = by !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(by);
  if (id === undefined || by === undefined || !by.isWellFormed() || (kind === 'time' && !isTime))
    throw invalid({ after: 'invalid' });
  if (kind === 'time' && Number.isNaN(Date.parse(by))) throw invalid({ after: 'invalid' });
  return { by, id };
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
export const firstByName: Cursor = { by: '', id: '00000000-0000-0000-0000-000000000000' };
export const newestFirst: Cursor = { by: '9999-12-31T00:00:00.000Z', id: lastId };
