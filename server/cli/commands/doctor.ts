import { readConfig } from '#server/platform/config.ts';
import { OperatorError, type Command } from '../command.ts';
import { checks, type Finding } from '../doctor/checks.ts';

const marks: Record<Finding['verdict'], string> = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' };

export const doctor: Command = {
  summary: 'tests everything that Hearth stands on, and says what to do',
  usage: `Use: hearth doctor

Tests the settings, the database, the object storage, the voice server, the certificate, the disk, the clock and the
versions. Changes nothing. Exit code 1 when something is broken; a WARN is for you to judge.`,
  async run() {
    // A wrong setting ends it here, with the list of all of them.
    const config = readConfig();
    console.log('ok    settings     all can be read');
    let failed = 0;
    for (const [name, check] of Object.entries(checks)) {
      const { verdict, text } = await check(config).catch((error: unknown): Finding => ({
        verdict: 'fail',
        text: (error as Error).message,
      }));
      if (verdict === 'fail') failed += 1;
      console.log(`${marks[verdict]}  ${name.padEnd(12)} ${text}`);
    }
    if (failed > 0)
      throw new OperatorError(`${failed === 1 ? 'One thing is' : `${failed} things are`} broken.`);
  },
};
