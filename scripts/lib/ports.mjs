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
    if (await isFree(port, '127.0.0.1')) return port;
  }
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
