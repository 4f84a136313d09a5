import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
  json: () => any;
  /** The `Set-Cookie` lines. */
  cookies: string[];
}

export interface ClientOptions {
  /** A session's token, sent as the cookie of a plain http site. */
  session?: string | undefined;
  bearer?: string;
  /** On every request, over what the methods below set; an empty string takes a header away. */
  headers?: Record<string, string>;
}

type Fields = Record<string, string> | [name: string, value: string][];

/**
 * An HTTP client that can say what a browser never would: any Origin, Host or length, and none of them. Follows no
 * redirect; keeps the cookies that it is given.
 */
export class HttpClient {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  readonly #options: ClientOptions;
  readonly #transport: typeof http | typeof https;
  readonly #agent: http.Agent;

  constructor(url: string, options: ClientOptions = {}) {
    this.url = url;
    this.#options = options;
    this.#transport = url.startsWith('https:') ? https : http;
    this.#agent = new this.#transport.Agent({ keepAlive: true, maxSockets: 100 });
    if (options.session) this.cookies.set('hearth', options.session);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  /** Posts a form as our own pages do. */
  form(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    const type = { Origin: this.url, 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.send('POST', path, { ...type, ...headers }, new URLSearchParams(fields).toString());
  }

  /** Sends JSON to the API as a client that is no browser. */
  json(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const type = { 'X-Hearth-Client': '1', 'Content-Type': 'application/json' };
    return this.send(method, path, { ...type, ...headers }, body === undefined ? '' : JSON.stringify(body));
  }

  /** The body's length is added unless the headers name one or `Transfer-Encoding`. */
  send(
    method: string,
    path: string,
    given: Record<string, string> = {},
    body?: string | Buffer,
  ): Promise<Answer> {
    const headers: Record<string, string> = {
      ...(this.#options.bearer && { Authorization: `Bearer ${this.#options.bearer}` }),
      ...(this.cookies.size > 0 && { Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
      ...given,
      ...this.#options.headers,
    };
    for (const [name, value] of Object.entries(headers)) if (value === '') delete headers[name];
    const declared = Object.keys(headers).some((name) => /^(content-length|transfer-encoding)$/i.test(name));
    if (body !== undefined && !declared) headers['Content-Length'] = String(Buffer.byteLength(body));

    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.url);
      // As it stands: `new URL()` would tidy up the very paths that are the point.
      const target = { hostname, port, method, path, headers, agent: this.#agent };
      const outgoing = this.#transport.request(target, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const cookies = incoming.headers['set-cookie'] ?? [];
          this.#keep(cookies);
          const status = incoming.statusCode ?? 0;
          resolve({ status, headers: incoming.headers, body: text, json: () => JSON.parse(text), cookies });
        });
      });
      outgoing.on('error', reject);
      outgoing.setTimeout(60_000, () => outgoing.destroy(new Error(`No answer to ${method} ${path}.`)));
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/**
 * Writes bytes to a port as they are, and reads until the other side closes or the time is over.
 *
 * @param timeout milliseconds
 */
export function exchangeBytes(
  port: number,
  bytes: string | Buffer,
  timeout = 3000,
): Promise<{ text: string; closed: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const done = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text: Buffer.concat(chunks).toString(), closed });
    };
    const timer = setTimeout(done, timeout, false);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => done(true));
    socket.on('close', () => done(true));
  });
}
