import { onNpmGone } from './processes.mjs';

/**
 * Hears the wish to stop: a signal, the end of npm, or the end of the process that started us (which was killed and
 * could not pass a signal on).
 * @param {{ onFirst: () => void, onInsist: () => void }} listeners `onInsist`: a second wish, clearly later
 * @returns {{ requested: () => boolean }}
 */
export function hearStopRequests({ onFirst, onInsist }) {
  let requestedAt = 0;
  function request() {
    if (requestedAt === 0) {
      requestedAt = Date.now();
      onFirst();
    } else if (Date.now() - requestedAt > 1000) {
      // Sooner it is the same wish: one Ctrl-C comes from the terminal, from npm and from whoever chose our Node.
      onInsist();
    }
  }
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, request);
  if (process.connected) process.once('disconnect', request);
  onNpmGone(request);
  return { requested: () => requestedAt > 0 };
}
