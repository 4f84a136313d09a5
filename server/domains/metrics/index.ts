import { hostname } from 'node:os';
import { z } from 'zod';
import type { Messages } from '#server/domains/messages/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { overviewRanges, type MetricName } from './contract.ts';
import type { MetricsDeps } from './deps.ts';
import { getOverview } from './get-overview.ts';
import { collectMetrics, flushCounts, rollUpMetrics } from './jobs.ts';
import { createStore } from './store.ts';

const overviewInput = z.strictObject({ range: z.enum(overviewRanges).default('day') });

/** Figures of the instance over time. */
export function createMetrics(platform: Platform, domains: { messages: Pick<Messages, 'takePosted'> }) {
  const deps: MetricsDeps = {
    ...platform,
    ...domains,
    store: createStore(platform.db),
    replica: `${hostname()}:${platform.config.port}`,
    gauges: new Map([['memory', () => process.memoryUsage.rss()]]),
    unwritten: { messages: 0 },
    files: { size: 0, at: 0 },
  };
  return {
    ...bindAll(deps, {
      collectMetrics,
      flushCounts,
      getOverview: checked(overviewInput, getOverview),
      rollUpMetrics,
    }),
    /** Has something that this process has its own of written down each minute, added up over replicas. */
    observe: (name: MetricName, read: () => number): void => void deps.gauges.set(name, read),
  };
}
