import { readdirSync, readFileSync } from 'node:fs';

const MiB = 1024;
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/** Memory of a process that is in the machine's (resident set), in MiB. */
export const residentMemory = (pid: number): number => kibOf(`/proc/${pid}/status`, 'VmRSS') / MiB;

/** The same for a process and all its children, what they share counted once (proportional set), in MiB. */
export const sharedMemory = (pid: number): number =>
  familyOf(pid).reduce((sum, each) => sum + kibOf(`/proc/${each}/smaps_rollup`, 'Pss'), 0) / MiB;

/** Processor time that a process has used, in milliseconds. */
export function processorTime(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return (user! + system!) * tickMs;
}

function kibOf(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1]);
}

function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => parentOf(entry) === pid);
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return undefined; // it ended meanwhile
  }
}
