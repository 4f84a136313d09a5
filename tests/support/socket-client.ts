import { createHash, randomBytes } from 'node:crypto';
import { type Socket as NetSocket, connect } from 'node:net';
import { type ManagerOptions, type Socket, type SocketOptions, io } from 'socket.io-client';
import type { ErrorDto, ServerEvents } from '#contract/protocol';
import { waitFor } from './wait-for.ts';

export interface Heard {
  name: keyof ServerEvents;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
  payload: any;
}

/** An acknowledgement, to be looked into without asking first which it is. */
// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type Answered = { ok: boolean; data?: any; error?: ErrorDto };

export interface SocketClient {
  socket: Socket;
  /** Every event since the connection, in order. */
  heard: Heard[];
  /** Sends a command and waits for its acknowledgement. */
  call: (command: string, input?: unknown, ...more: unknown[]) => Promise<Answered>;
  /** Why the server let go of it, once it has. */
  ended: () => string | undefined;
  close: () => void;
}

export interface SocketCredentials {
  /** Sent in the handshake's payload. */
  auth?: Record<string, unknown>;
  /** Of the handshake's requests. */
  headers?: Record<string, string>;
  transports?: ('websocket' | 'polling')[];
}

/** A handshake that was refused: by the Origin check (no `data`), or by the middleware with an error of ours. */
export class Refused extends Error {
  readonly data: ErrorDto | undefined;
  constructor(message: string, data: ErrorDto | undefined) {
    super(message);
    this.data = data;
  }
}

/** The headers of a browser with this session, on our own page. */
export const asBrowser = (url: string, token: string): SocketCredentials => ({
  headers: { Origin: url, Cookie: `hearth=${token}` },
});

/**
 * Connects and waits for `hello`. Never reconnects by itself.
 *
 * @throws {Refused}
 */
export async function connectSocket(url: string, credentials: SocketCredentials): Promise<SocketClient> {
  const options: Partial<ManagerOptions & SocketOptions> = {
    transports: credentials.transports ?? ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: 8000,
    ...(credentials.headers && { extraHeaders: credentials.headers }),
    ...(credentials.auth && { auth: credentials.auth }),
  };
  const socket = io(url, options);
  const heard: Heard[] = [];
  let reason: string | undefined;
  socket.onAny((name: keyof ServerEvents, payload: unknown) => heard.push({ name, payload }));
  socket.on('disconnect', (why) => (reason = why));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', (error) => {
      socket.close();
      reject(new Refused(error.message, (error as Error & { data?: ErrorDto }).data));
    });
    socket.once('disconnect', (why) => reject(new Refused(why, undefined)));
    socket.once('hello', () => resolve());
  });
  return {
    socket,
    heard,
    call: (command, ...args) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${command} was not acknowledged.`)), 10_000);
        socket.emit(command, ...args, (answer: Answered) => {
          clearTimeout(timer);
          resolve(answer);
        });
      }),
    ended: () => reason,
    close: () => void socket.close(),
  };
}

export interface RawSocket {
  /** Sends one websocket frame, masked as a client's must be. */
  frame: (payload: string | Buffer, options?: { opcode?: number; fin?: boolean }) => void;
  /** Sends bytes that need not be a frame. */
  bytes: (bytes: Buffer) => void;
  /** The answer's head, and the text of every frame after it on a line of its own. */
  received: () => string;
  closed: () => boolean;
  close: () => void;
}

const TEXT = 1;
const CLOSE = 8;

/** A websocket to the app's socket endpoint without a library in between, for frames that no library would send. */
export async function connectRaw(port: number, headers: Record<string, string>): Promise<RawSocket> {
  const key = randomBytes(16).toString('base64');
  const socket: NetSocket = connect(port, '127.0.0.1');
  let bytes = Buffer.alloc(0);
  let text = '';
  let isClosed = false;
  let isUpgraded = false;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (!isUpgraded) {
      const end = bytes.indexOf('\r\n\r\n') + 4;
      if (end < 4) return;
      text = bytes.subarray(0, end).toString('latin1');
      isUpgraded = text.startsWith('HTTP/1.1 101');
      bytes = isUpgraded ? bytes.subarray(end) : bytes;
    }
    for (let frame = readFrame(bytes); frame; frame = readFrame(bytes)) {
      bytes = bytes.subarray(frame.size);
      if (frame.opcode === CLOSE) socket.destroy();
      else text += `${frame.payload}\n`;
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => (isClosed = true));
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  await waitFor(() => text.includes(accept) || isClosed, { message: 'the upgrade' });
  if (isClosed) throw new Refused(text, undefined);
  return {
    frame: (payload, { opcode = TEXT, fin = true } = {}) => {
      if (!isClosed) socket.write(frameOf(Buffer.from(payload as string), opcode, fin));
    },
    bytes: (some) => {
      if (!isClosed) socket.write(some);
    },
    received: () => text,
    closed: () => isClosed,
    close: () => void socket.destroy(),
  };
}

/** The first whole frame of what a server sent. */
function readFrame(bytes: Buffer): { opcode: number; payload: string; size: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes[1]! & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const size = head + length;
  if (bytes.length < size) return undefined;
  return { opcode: bytes[0]! & 0x0f, payload: bytes.toString('utf8', head, size), size };
}

function frameOf(payload: Buffer, opcode: number, fin: boolean): Buffer {
  const first = Buffer.from([(fin ? 0x80 : 0) | opcode]);
  const masked = 0x80;
  let length: Buffer;
  if (payload.length < 126) length = Buffer.from([masked | payload.length]);
  else if (payload.length < 65_536) {
    length = Buffer.alloc(3);
    length[0] = masked | 126;
    length.writeUInt16BE(payload.length, 1);
  } else {
    length = Buffer.alloc(9);
    length[0] = masked | 127;
    length.writeBigUInt64BE(BigInt(payload.length), 1);
  }
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([first, length, Buffer.alloc(4), payload]);
}
