/**
 * Fills the configured database with a community to try things out on, or to measure with:
 *
 *     seed [--members 1000] [--messages 1000000] [--channels 12] [--community "Seedlings"] [--password …] [--force]
 *
 * The same options again add nothing, higher numbers add what is missing. Refuses to touch an instance that has real
 * people unless `--force` is given.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { communityLimits } from '#contract/communities';
import { channelLimits } from '#contract/channels';
import { accountLimits } from '#contract/accounts';
import { hashPassword } from '#server/domains/accounts/index.ts';
import { Bus } from '#server/platform/bus.ts';
import { ConfigError, readConfig } from '#server/platform/config.ts';
import { Database } from '#server/platform/database.ts';
import { newCode } from '#server/platform/ids.ts';
import { createLogger } from '#server/platform/logger.ts';
import { migrate, MigrationError } from '#server/platform/migrate.ts';
import { countRealPeople, hostName } from './seed/people.ts';
import { seed, spread } from './seed/plan.ts';

class UsageError extends Error {}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      members: { type: 'string', default: '1000' },
      messages: { type: 'string', default: '1000000' },
      channels: { type: 'string', default: '12' },
      community: { type: 'string', default: 'Seedlings' },
      password: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  });
  const members = wholeNumber('members', values.members, 1, 100_000);
  const messages = wholeNumber('messages', values.messages, 0, 100_000_000);
  const channels = wholeNumber('channels', values.channels, 1, channelLimits.channelsMax);
  const community = values.community.trim();
  if (community.length < communityLimits.nameMin || community.length > communityLimits.nameMax)
    throw new UsageError('The name in --community is empty or too long.');
  const password = values.password ?? `${newCode(5)}-${newCode(5)}-${newCode(5)}`;
  if (password.length < accountLimits.passwordMin)
    throw new UsageError(`The password needs ${accountLimits.passwordMin} characters.`);

  const config = readConfig();
  await migrate(config.databaseUrl, config.migrationsDir);
  await refuseRealPeople(config.databaseUrl, values.force);
  const start = performance.now();
  const seeded = await seed(config.databaseUrl, {
    community,
    members,
    channels: spread(messages, channels),
    passwordHash: await hashPassword(password),
  });
  await tellRunning(config, seeded.communityId);

  const posted = seeded.channels.reduce((sum, channel) => sum + channel.posted, 0);
  console.log(
    `"${community}" has ${members} members and ${posted} messages in ${channels} channels (${seeded.added} added in ${((performance.now() - start) / 1000).toFixed(1)} s).`,
  );
  for (const channel of seeded.channels)
    console.log(
      `  ${String(channel.posted).padStart(9)}  #${channel.name}  /c/${seeded.communityId}/${channel.id}`,
    );
  console.log(`Log in as ${hostName} (or any other member) with the password ${password}`);
}

function wholeNumber(name: string, given: string, min: number, max: number): number {
  if (!/^\d{1,9}$/.test(given) || Number(given) < min || Number(given) > max)
    throw new UsageError(`--${name} is not a whole number from ${min} to ${max}.`);
  return Number(given);
}

async function refuseRealPeople(databaseUrl: string, force: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let people: number;
  try {
    people = await countRealPeople(client);
  } finally {
    await client.end();
  }
  if (people > 0 && !force) {
    throw new UsageError(
      `This instance has ${people === 1 ? 'an account that is' : `${people} accounts that are`} no seed's: nothing was changed. Seed another data folder (HEARTH_DATA_DIR), or say --force.`,
    );
  }
}

/** A Hearth that runs on this database drops its copy of the community. */
async function tellRunning(config: ReturnType<typeof readConfig>, communityId: string): Promise<void> {
  const log = createLogger({ logFile: undefined, logLevel: 'error' });
  const db = new Database(config, log);
  const bus = new Bus(config, db, log);
  await bus.transaction((_, publish) => publish('community.changed', { communityId }));
  await db.close();
}

try {
  await main();
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  const known =
    [UsageError, ConfigError, MigrationError, pg.DatabaseError].some((kind) => error instanceof kind) ||
    /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ERR_PARSE_ARGS_.*)$/.test(String(code));
  console.error(known ? (error as Error).message : error);
  process.exitCode = 1;
}
