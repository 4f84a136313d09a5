import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Logger } from './logger.ts';

/** What every domain may build on. */
export interface Platform {
  config: Config;
  /** The instance's own secret, 32 characters or more: signs short-lived claims. */
  secret: string;
  clock: Clock;
  log: Logger;
  db: Database;
  bus: Bus;
}
