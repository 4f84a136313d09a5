import { Batch } from '#server/platform/batch.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import type { Services } from '#server/services.ts';
import type { HearthSocket } from './types.ts';

/** As often as a request notes that its session is used. */
const touchEveryMs = 5 * 60_000;

/**
 * Ends sockets whose session is over. That is announced when somebody ends one; one that expires, or ends while no
 * announcement can be heard, is found by asking.
 */
export class SessionWatch {
  readonly #accounts: Services['accounts'];
  readonly #active: Batch<string, boolean>;
  readonly #timer: NodeJS.Timeout;

  /** @param sockets all that are open here: their sessions are asked for, and noted as used, every `everyMs` */
  constructor(
    accounts: Services['accounts'],
    sockets: () => Iterable<HearthSocket>,
    log: Logger,
    everyMs = touchEveryMs,
  ) {
    this.#accounts = accounts;
    this.#active = new Batch(async (ids) => {
      const active = await accounts.findActiveSessions([...new Set(ids)]);
      return ids.map((id) => active.has(id));
    });
    this.#timer = setInterval(() => {
      this.#touch([...sockets()]).catch((error: unknown) =>
        log.warn({ error: describeError(error) }, 'the sessions of open windows could not be asked for'),
      );
    }, everyMs).unref();
  }

  /** Whether the session of a socket is still good. */
  isActive(socket: HearthSocket): Promise<boolean> {
    return this.#active.get(socket.data.sessionId);
  }

  /** Ends those sockets whose session is over. */
  async recheck(sockets: readonly HearthSocket[]): Promise<void> {
    await Promise.all(
      sockets.map(async (socket) => {
        if (!(await this.isActive(socket))) this.dismiss(socket);
      }),
    );
  }

  dismiss(socket: HearthSocket): void {
    socket.emit('session.ended', {});
    socket.disconnect(true);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #touch(sockets: readonly HearthSocket[]): Promise<void> {
    if (sockets.length === 0) return;
    const ids = new Set(sockets.map((socket) => socket.data.sessionId));
    const active = await this.#accounts.touchSessions([...ids]);
    for (const socket of sockets) if (!active.has(socket.data.sessionId)) this.dismiss(socket);
  }
}
