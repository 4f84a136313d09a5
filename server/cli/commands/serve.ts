import type { Command } from '../command.ts';

export const serve: Command = {
  summary: 'runs the app (what the image does by itself)',
  usage:
    'Use: hearth serve\n\nRuns the app until SIGTERM. Settings are environment variables: docs/operate/settings.md.',
  // It starts by being loaded, reports its own failures and ends the process itself.
  run: async () => void (await import('#server/main.ts')),
};
