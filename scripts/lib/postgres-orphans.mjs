import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { commandOf, listProcesses, signal, until } from './processes.mjs';

/**
 * The mark that every process of one data folder carries in its command line (PostgreSQL's `cluster_name`): by it an
 * orphan is told from another cluster's server, and from a stranger that got a dead server's process id.
 * @param {string} pgdata absolute
 */
export const markOf = (pgdata) => `hearth-${createHash('sha256').update(pgdata).digest('hex').slice(0, 16)}`;

/**
 * Stops what an earlier run left behind on this data folder. A launcher that was killed leaves a live server; a server
 * that was killed leaves children for a moment, and its lock file. Nothing may start on the folder before all of them
 * are gone, or two servers would write the same files.
 * @param {string} pgdata absolute
 * @returns {Promise<'none' | 'stopped'>}
 * @throws {Failure} they do not stop
 */
export async function stopOrphans(pgdata) {
  const mark = markOf(pgdata);
  const orphans = () => listProcesses().filter((each) => each.command.includes(mark));
  const postmasters = orphans().filter((each) => each.command.includes(`cluster_name=${mark}`));
  const found = orphans().length > 0;

  for (const { pid } of postmasters) signal(pid, 'SIGINT'); // fast shutdown: disconnects clients, writes a checkpoint
  if (!(await until(() => orphans().length === 0, 15_000))) {
    for (const { pid } of orphans()) signal(pid, 'SIGQUIT'); // immediate shutdown: the next start replays the log
    if (!(await until(() => orphans().length === 0, 10_000))) {
      const pids = orphans().map((each) => each.pid);
      throw new Failure(
        `A database server of an earlier run does not stop (process ${pids.join(', ')}): end it, then start again.`,
      );
    }
  }
  removeStaleLock(pgdata);
  return found ? 'stopped' : 'none';
}

/**
 * PostgreSQL itself forgives a lock file whose process is gone, but believes one whose process id belongs to a zombie
 * or was given to another process of the same user, as happens in containers, where the same few ids return at every
 * start. A live PostgreSQL that is not ours (the folder was moved beneath it) keeps its lock.
 * @param {string} pgdata
 */
function removeStaleLock(pgdata) {
  const file = path.join(pgdata, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!commandOf(pid).includes('/postgres -D ')) rmSync(file, { force: true });
}
