import { expect } from 'vitest';
import type { Recorder } from './recorder.ts';
import { waitFor } from './wait-for.ts';

/** What answers a statement: a pool, or a database that is reached in another way. */
export interface Queryable {
  query: (text: string, values: string[]) => Promise<{ rows: unknown[] }>;
}

interface Row {
  id: string;
  seq: number;
  version: number;
  ordinal: number;
  body: string;
  client_id: string;
  deleted: boolean;
  edited: boolean;
}

/**
 * What must hold after every fault: the database has each acknowledged message once, as it was acknowledged, and
 * nothing that nobody sent; the channel's numbers have no gap and no double; what somebody sent after an acknowledgement
 * stands behind what was acknowledged; no client was shown a message that is not there.
 */
export async function expectNothingLost(
  pool: Queryable,
  recorders: readonly Recorder[],
  channelId: string,
): Promise<void> {
  const rows = await rowsOf(pool, channelId);
  const byClientId = new Map(rows.map((row) => [row.client_id, row]));
  const ids = new Set(rows.map((row) => row.id));
  expect(byClientId.size, 'rows with a clientId of their own').toBe(rows.length);
  expect(rows.map((row) => row.ordinal)).toEqual(rows.map((_, index) => index + 1));

  const counters = await pool.query('SELECT posted, version FROM channels WHERE id = $1', [channelId]);
  const [channel] = counters.rows as { posted: number; version: number }[];
  expect(channel?.posted, 'messages counted by the channel').toBe(rows.length);
  expect(channel?.version).toBeGreaterThanOrEqual(Math.max(0, ...rows.map((row) => row.version)));

  for (const recorder of recorders) {
    const here = [...recorder.sent].filter(([, sent]) => sent.channelId === channelId);
    const lost = here.filter(([clientId]) => {
      const acked = recorder.acked.get(clientId);
      return acked && byClientId.get(clientId)?.id !== acked.id;
    });
    expect(lost, 'acknowledged messages that are not in the database').toEqual([]);
    for (const [clientId, { body }] of here) {
      const row = byClientId.get(clientId);
      if (row && !row.deleted && !row.edited) expect(row.body).toBe(body);
      const acked = recorder.acked.get(clientId);
      if (acked) expect(row).toMatchObject({ seq: acked.seq, ordinal: acked.ordinal });
    }
    for (const [clientId, { sentAt }] of here) {
      const seq = byClientId.get(clientId)?.seq ?? Infinity;
      const before = here
        .filter(([, { ackedAt }]) => ackedAt < sentAt)
        .map(([id]) => byClientId.get(id)?.seq ?? 0);
      expect(seq, 'place behind what was acknowledged before').toBeGreaterThan(Math.max(0, ...before));
    }

    const shown = recorder
      .events('message.created')
      .filter(({ payload }) => payload.message.channelId === channelId);
    const ghosts = shown.filter(({ payload }) => !ids.has(payload.message.id));
    expect(ghosts, 'messages announced that are not in the database').toEqual([]);
  }
  const known = new Set(recorders.flatMap((recorder) => [...recorder.sent.keys()]));
  expect(
    rows.filter((row) => !known.has(row.client_id)),
    'messages that nobody sent',
  ).toEqual([]);
}

/**
 * Waits until a client shows exactly what the database has of an open channel (from the first message that the client
 * has loaded on): each message once, in order, in its present form.
 *
 * @returns the milliseconds that it took
 */
export async function untilCaughtUp(
  pool: Queryable,
  recorder: Recorder,
  channelId: string,
  timeout = 5000,
): Promise<number> {
  const start = performance.now();
  const shown = () =>
    recorder.messages(channelId).map(({ id, seq, version, body }) => ({ id, seq, version, body }));
  const expected = async () => {
    const from = recorder.state.get().logs[channelId]?.from ?? 0;
    const rows = (await rowsOf(pool, channelId)).filter((row) => !row.deleted && row.seq >= from);
    return rows.map(({ id, seq, version, body }) => ({ id, seq, version, body }));
  };
  const same = async () => JSON.stringify(await expected()) === JSON.stringify(shown());
  await waitFor(same, { timeout }).catch(async () => expect(shown()).toEqual(await expected()));
  return performance.now() - start;
}

async function rowsOf(pool: Queryable, channelId: string): Promise<Row[]> {
  const { rows } = await pool.query(
    'SELECT id, seq, version, ordinal, body, client_id, deleted_at IS NOT NULL AS deleted, edited_at IS NOT NULL AS edited FROM messages WHERE channel_id = $1 ORDER BY seq',
    [channelId],
  );
  return rows as Row[];
}
