import { parseArgs } from 'node:util';
import { readConfig } from '#server/platform/config.ts';
import { migrate, resolveMigration } from '#server/platform/migrate.ts';
import { UsageError, type Command } from '../command.ts';

export const migrateCommand: Command = {
  summary: "brings the database to this version's schema, as every start does",
  usage: `Use: hearth migrate [--resolve <name> --rolled-back|--applied]

Waits for a migrator that is at work elsewhere. After a failed migration the start refuses until somebody has looked:
  --resolve <name> --rolled-back   nothing of it is in the database; it is tried again
  --resolve <name> --applied       it was finished by hand`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        resolve: { type: 'string' },
        'rolled-back': { type: 'boolean' },
        applied: { type: 'boolean' },
      },
    });
    if (values.resolve !== undefined && values.applied === values['rolled-back'])
      throw new UsageError('Say what became of it: --rolled-back or --applied.');
    const { databaseUrl, migrationsDir } = readConfig();
    const say = (line: string) => console.log(line);
    if (values.resolve !== undefined) {
      const outcome = values.applied ? 'applied' : 'rolled-back';
      await resolveMigration(databaseUrl, migrationsDir, values.resolve, outcome);
      say(`The migration ${values.resolve} counts as ${outcome} now.`);
    }
    const applied = await migrate(databaseUrl, migrationsDir, say);
    say(applied.length > 0 ? 'The database is up to date.' : 'The database was up to date.');
  },
};
