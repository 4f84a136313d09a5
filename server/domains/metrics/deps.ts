import type { Messages } from '#server/domains/messages/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { MetricName } from './contract.ts';
import type { Store } from './store.ts';

export interface MetricsDeps extends Platform {
  store: Store;
  messages: Pick<Messages, 'takePosted'>;
  replica: string;
  /** What this process has its own of, as it is now. */
  gauges: Map<MetricName, () => number>;
  /** Counted but not written down yet. */
  unwritten: { messages: number };
  files: { size: number; at: number };
}

/** Adds up over time; the others are states, of which a longer stretch has the average. */
export const counted: readonly MetricName[] = ['messages'];
