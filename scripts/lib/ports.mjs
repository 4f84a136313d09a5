import { createServer } from 'node:net';

/**
 * A free port of this machine, below the range that outgoing connections take theirs from (32768 and up on Linux,
 * 49152 on macOS): a client that keeps trying to reach a stopped server there can connect to itself, and so keep the
 * port from it.
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await listenError(port, '127.0.0.1')) === undefined) return port;
  }
}

/**
 * Whether this process could listen on a port.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} undefined when it could, else the system's reason, such as EADDRINUSE
 */
export function listenError(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
