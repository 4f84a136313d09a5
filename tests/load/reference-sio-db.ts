/**
 * The reference "sio+db": bare Socket.IO, and one durable multi-row insert at a time for all that waits meanwhile, into a
 * table with nothing but its key; acknowledged and broadcast after the commit.
 */
import pg from 'pg';
import { startReference, toMessage, type SentMessage } from './reference.ts';

const client = new pg.Client({ connectionString: process.env['REFERENCE_DATABASE_URL'] });
await client.connect();
await client.query(`CREATE TABLE IF NOT EXISTS messages (
  id bigserial PRIMARY KEY, channel_id uuid NOT NULL, author_id uuid NOT NULL, client_id uuid NOT NULL, body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`);

let waiting: { sent: SentMessage; done: (seq: number) => void }[] = [];
let isWriting = false;

async function write(): Promise<void> {
  if (isWriting || waiting.length === 0) return;
  isWriting = true;
  const batch = waiting;
  waiting = [];
  const { rows } = await client.query<{ id: string }>({
    name: 'insert',
    text: 'INSERT INTO messages (channel_id, author_id, client_id, body) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) RETURNING id',
    values: [
      batch.map(({ sent }) => sent.channelId),
      batch.map(({ sent }) => sent.clientId),
      batch.map(({ sent }) => sent.clientId),
      batch.map(({ sent }) => sent.body),
    ],
  });
  for (const [n, { done }] of batch.entries()) done(Number(rows[n]!.id));
  isWriting = false;
  void write();
}

startReference((io, sent, answer) => {
  waiting.push({
    sent,
    done: (seq) => {
      const message = toMessage(sent, seq);
      io.to(sent.channelId).emit('message.created', { message });
      answer({ ok: true, data: message });
    },
  });
  setImmediate(() => void write());
});
