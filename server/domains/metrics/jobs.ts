import type { MetricsDeps } from './deps.ts';
import { counted } from './deps.ts';
import { sizeOf } from './disk.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
/** How long each resolution is kept: a little more than the plot that is made of it needs. */
const kept = { minute: 2 * day, hour: 40 * day, day: 400 * day } as const;
const filesEveryMs = 10 * 60_000;

/** Writes down this minute's figures: what this replica has, what it counted, and once for all those of the instance. */
export async function collectMetrics(deps: MetricsDeps): Promise<number> {
  const now = deps.clock.now();
  await flushCounts(deps);
  const own = Object.fromEntries([...deps.gauges].map(([name, read]) => [name, read()]));
  await deps.store.keepStates('minute', now, deps.replica, own);
  const whole = await deps.store.measure(now);
  if (!whole) return 1;
  const { active_day, ...states } = whole;
  await deps.store.keepStates('minute', now, '', { ...states, files: await filesOf(deps, now.getTime()) });
  await deps.store.keepStates('day', now, '', { active_day });
  return 2;
}

/** Adds what was counted since the last time; what could not be written waits for the next. */
export async function flushCounts(deps: MetricsDeps): Promise<void> {
  deps.unwritten.messages += deps.messages.takePosted();
  const { messages } = deps.unwritten;
  if (messages === 0) return;
  deps.unwritten.messages = 0;
  try {
    await deps.store.addCounts(deps.clock.now(), { messages });
  } catch (error) {
    deps.unwritten.messages += messages;
    throw error;
  }
}

async function filesOf({ files, config }: MetricsDeps, now: number): Promise<number> {
  if (now - files.at >= filesEveryMs) Object.assign(files, { size: await sizeOf(config.dataDir), at: now });
  return files.size;
}

/** Makes hours of minutes and days of hours, also of what is not over yet, and removes what was kept long enough. */
export async function rollUpMetrics(deps: MetricsDeps): Promise<number> {
  const now = deps.clock.now().getTime();
  const before = (ms: number) => new Date(now - ms);
  // From the beginning of an hour or a day whose parts are all there still.
  const made =
    (await deps.store.rollUp('minute', 'hour', before(kept.minute - 2 * hour), counted)) +
    (await deps.store.rollUp('hour', 'day', before(3 * day), counted));
  let removed = 0;
  for (const resolution of ['minute', 'hour', 'day'] as const)
    removed += await deps.store.purge(resolution, before(kept[resolution]));
  return made + removed;
}
