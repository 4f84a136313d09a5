import { randomUUID } from 'node:crypto';
import { Bus } from '#server/platform/bus.ts';
import { systemClock } from '#server/platform/clock.ts';
import { readConfig } from '#server/platform/config.ts';
import type { Ctx } from '#server/platform/context.ts';
import { Database } from '#server/platform/database.ts';
import { createLogger } from '#server/platform/logger.ts';
import { readSecret } from '#server/platform/secret-file.ts';
import { createServices, type Services } from '#server/services.ts';

const nobody = () => {};

/** The services over the configured database, for one command: a running app hears of what they change. */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig();
  const log = createLogger({ logFile: undefined, logLevel: 'error' });
  const db = new Database(config, log);
  try {
    const bus = new Bus(config, db, log);
    const platform = { config, secret: readSecret(config), clock: systemClock, log, db, bus };
    return await work(
      createServices(platform, {
        channels: { read: nobody, seen: nobody, typing: nobody },
        messages: { created: nobody, updated: nobody, mentioned: nobody, moved: nobody },
        notifications: { unmarked: nobody },
        friends: { related: nobody },
        threads: { updated: nobody, begun: nobody, removed: nobody, followed: nobody },
        polls: { changed: nobody },
        reactions: { changed: nobody, cleared: nobody, moved: nobody },
      }),
    );
  } finally {
    await db.close();
  }
}

/** Whoever can run commands where the app runs may do anything to it. */
export const asSystem = (): Ctx => ({
  actor: { kind: 'system' },
  via: 'cli',
  requestId: randomUUID(),
  network: '',
  userAgent: 'hearth',
});
