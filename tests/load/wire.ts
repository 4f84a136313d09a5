import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Called with the frame's place in the buffer; the bytes are only good during the call. */
type OnFrame = (buffer: Buffer, start: number, end: number) => void;

const digit0 = 48;
const byteOf = (character: string): number => character.charCodeAt(0);
const [open, ping, message] = ['0', '2', '4'].map(byteOf);
const [connected, event, ack, refused] = ['0', '2', '3', '4'].map(byteOf);

/**
 * A Socket.IO client that does as little as one can: it reads frames off the connection and looks at their first bytes.
 * A real client parses every packet, and 1,000 of them in one process would be what is measured. The same for all
 * servers.
 */
export class Wire {
  /** Each event packet, whole: `42["name",…]`. */
  onEvent: OnFrame = () => {};
  onClose: () => void = () => {};
  readonly #socket: Socket;
  readonly #acks = new Map<number, OnFrame>();
  #rest: Buffer | undefined;
  #nextAck = 0;
  #isUpgraded = false;
  #welcome: { resolve: () => void; reject: (error: Error) => void } | undefined;
  readonly ready: Promise<void>;

  constructor(port: number, token: string) {
    this.ready = new Promise((resolve, reject) => (this.#welcome = { resolve, reject }));
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('connect', () =>
      this.#socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      ),
    );
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.on('error', () => {}); // 'close' follows
    this.#socket.on('close', () => {
      this.#welcome?.reject(new Error('closed'));
      this.onClose();
    });
  }

  /** Sends an event; `onAck` gets the whole packet `43<id>[…]`. */
  send(name: string, payload: unknown, onAck: OnFrame): void {
    const id = this.#nextAck++;
    this.#acks.set(id, onAck);
    this.#write(`42${id}${JSON.stringify([name, payload])}`);
  }

  /** The same, with what was acknowledged. */
  call<T>(name: string, payload: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      this.send(name, payload, (buffer, start, end) => {
        const text = buffer.toString('utf8', start, end);
        const [answer] = JSON.parse(text.slice(text.indexOf('['))) as [
          { ok: boolean; data: T; error?: unknown },
        ];
        if (answer.ok) resolve(answer.data);
        else reject(new Error(`${name}: ${JSON.stringify(answer.error)}`));
      });
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #write(text: string): void {
    const payload = Buffer.from(text);
    const isLong = payload.length > 125;
    const frame = Buffer.alloc((isLong ? 8 : 6) + payload.length);
    frame[0] = 0x81;
    frame[1] = 0x80 | (isLong ? 126 : payload.length);
    if (isLong) frame.writeUInt16BE(payload.length, 2);
    // The mask stays zero, which is a valid one: the payload goes as it is.
    payload.copy(frame, frame.length - payload.length);
    this.#socket.write(frame);
  }

  #read(chunk: Buffer): void {
    let buffer = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = undefined;
    if (!this.#isUpgraded) {
      const end = buffer.indexOf('\r\n\r\n');
      if (end < 0) return void (this.#rest = buffer);
      const status = buffer.toString('latin1', 0, 12);
      if (!status.endsWith('101')) return void this.#socket.destroy(new Error(status));
      this.#isUpgraded = true;
      buffer = buffer.subarray(end + 4);
    }
    let at = 0;
    while (buffer.length - at >= 2) {
      let length = buffer[at + 1]!;
      let start = at + 2;
      if (length >= 126) {
        const size = length === 126 ? 2 : 8;
        if (buffer.length - start < size) break;
        length = size === 2 ? buffer.readUInt16BE(start) : Number(buffer.readBigUInt64BE(start));
        start += size;
      }
      if (buffer.length - start < length) break;
      this.#take(buffer, start, start + length);
      at = start + length;
    }
    if (at < buffer.length) this.#rest = at === 0 ? buffer : buffer.subarray(at);
  }

  #take(buffer: Buffer, start: number, end: number): void {
    const kind = buffer[start];
    if (kind === ping) return this.#write('3');
    if (kind === open) return this.#write('40');
    if (kind !== message) return;
    const packet = buffer[start + 1];
    if (packet === event) this.onEvent(buffer, start, end);
    else if (packet === ack) {
      let id = 0;
      let at = start + 2;
      for (; buffer[at]! >= digit0 && buffer[at]! <= digit0 + 9; at += 1) id = id * 10 + buffer[at]! - digit0;
      const onAck = this.#acks.get(id);
      this.#acks.delete(id);
      onAck?.(buffer, start, end);
    } else if (packet === connected) this.#welcome?.resolve();
    else if (packet === refused) this.#welcome?.reject(new Error(buffer.toString('utf8', start, end)));
  }
}

/** Whether an event packet has this name. */
export function isNamed(buffer: Buffer, start: number, name: string): boolean {
  // `42["` before the name.
  for (let n = 0; n < name.length; n += 1) if (buffer[start + 4 + n] !== name.charCodeAt(n)) return false;
  return buffer[start + 4 + name.length] === 34;
}
