import { type Postgres, startPostgres } from '../../scripts/lib/postgres.mjs';
import { startThrowAwayPostgres } from '../../scripts/lib/throwaway.mjs';

export interface Cluster {
  port: number;
  /** The postmaster's, undefined while it is killed. */
  pid: () => number | undefined;
  url: (database?: string) => string;
  /** Kills the postmaster as a crash would; its children follow. */
  kill9: () => Promise<void>;
  /** Starts it again on the same port and data, stopping it first when it runs. */
  restart: () => Promise<void>;
  /** Stops it and removes its data. */
  stop: () => Promise<void>;
}

/**
 * A database server of a fault test's own, to kill and restart. Unlike the one that the other tests share it keeps
 * full durability, because what these tests ask is whether acknowledged data survives.
 */
export async function startCluster(settings: Record<string, string> = {}): Promise<Cluster> {
  const first = await startThrowAwayPostgres({ throwAway: false, settings });
  let current: Postgres | undefined = first;
  return {
    port: first.port,
    pid: () => current?.pid,
    url: first.url,
    kill9: async () => {
      await current?.kill9();
      current = undefined;
    },
    restart: async () => {
      await current?.stop();
      current = await startPostgres({ dataDir: first.dataDir, port: first.port, settings });
    },
    stop: async () => {
      await current?.stop();
      first.remove();
    },
  };
}
