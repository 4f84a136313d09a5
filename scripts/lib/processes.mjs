import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Every process of this machine with its command line, through /proc where it exists, else through `ps`.
 * Command lines are read and not working folders or open files, because they stay readable for root in a container
 * without the ptrace capability.
 * @returns {{ pid: number, command: string }[]}
 */
export function listProcesses() {
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map((pid) => ({ pid: Number(pid), command: commandOf(Number(pid)) }));
  }
  const list = execFileSync('ps', ['-axo', 'pid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return list.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), command: match[2] ?? '' }] : [];
  });
}

/** @param {number} pid @returns {string} its command line, arguments joined by spaces; '' when it is gone (or a zombie) */
export function commandOf(pid) {
  if (process.platform !== 'linux') return listProcesses().find((each) => each.pid === pid)?.command ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @returns {boolean} whether a process with this id runs. One that ended but that its parent has not asked about (a
 *   zombie, as the first process of many containers leaves them) does not.
 */
export const isAlive = (pid) => identityOf(pid) !== undefined;

/**
 * What tells a process from a later one with the same id: when it started.
 * @param {number} pid
 * @returns {string | undefined} undefined when no such process runs
 */
export function identityOf(pid) {
  try {
    if (process.platform === 'linux') {
      // The second field is the program's name in parentheses and may hold spaces; state and start time are the third
      // and the 22nd.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    }
    const [state = 'Z', ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

/** Sends a signal; a process that is already gone is no error. @param {number} pid @param {NodeJS.Signals} name */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Polls until the condition holds.
 * @param {() => boolean} condition
 * @param {number} timeout milliseconds
 * @returns {Promise<boolean>} false when the time ran out first
 */
export async function until(condition, timeout) {
  const end = Date.now() + timeout;
  while (!condition()) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Calls back once when the npm that runs this script was ended: npm passes a signal on to the shell between us only,
 * and that dies of it without telling us. Without npm nothing is watched, as leaving a shell is no wish to stop.
 * @param {() => void} listener
 */
export function onNpmGone(listener) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || parent === 1) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, 500);
  timer.unref();
}
