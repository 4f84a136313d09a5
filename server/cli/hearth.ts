/** The command line of the image: `hearth <command>`. Exit codes: 0 done, 1 failed, 2 called in a wrong way. */
import { report, UsageError, type Command } from './command.ts';

/** Each is loaded when it is called: a health check every few seconds must not load the whole server. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  health: async () => (await import('./commands/health.ts')).health,
  init: async () => (await import('./commands/init.ts')).init,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  'reset-password': async () => (await import('./commands/reset-password.ts')).resetPassword,
  'make-admin': async () => (await import('./commands/make-admin.ts')).makeAdmin,
};

const isHelp = (word: string | undefined) => word === '--help' || word === '-h' || word === 'help';

async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(16)} ${(await load()).summary}`),
  );
  return `Use: hearth <command> [options]\n\n${lines.join('\n')}\n\n\`hearth <command> --help\` says more. Exit codes: 0 done, 1 failed, 2 wrong call.`;
}

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || isHelp(name)) return console.log(await overview());
  if (!Object.hasOwn(commands, name)) {
    process.exitCode = report(new UsageError(`There is no command ${name}.`), await overview());
    return;
  }
  const command = await commands[name]!();
  if (args.some(isHelp)) return console.log(command.usage);
  try {
    await command.run(args);
  } catch (error) {
    process.exitCode = report(error, command.usage);
  }
}

await main(process.argv.slice(2));
