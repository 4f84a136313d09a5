import { parseArgs } from 'node:util';
import { writeSecrets } from '../init/secrets.ts';
import { writeVoiceConfig } from '../init/voice.ts';
import type { Command } from '../command.ts';

export const init: Command = {
  summary: "writes the secrets and configuration that the compose file's services share",
  usage: `Use: hearth init [--secrets <folder>] [--voice <folder>] [--data <folder>] [--node-ip <address>]

Writes what is missing and never overwrites anything: run it as often as you like. Delete a file and run it again to
have a new one made, then restart what reads it. The voice server announces <address>; without one it can be reached
from this machine alone.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        secrets: { type: 'string', default: '/run/hearth/secrets' },
        voice: { type: 'string', default: '/run/hearth/voice' },
        data: { type: 'string', default: '/data' },
        'node-ip': { type: 'string', default: '' },
      },
    });
    const made = [
      ...writeSecrets(values.secrets, values.data),
      ...writeVoiceConfig(values.voice, values.secrets, values['node-ip'] || '127.0.0.1'),
    ];
    console.log(made.length > 0 ? `Made ${made.join(', ')}.` : 'Everything was there.');
  },
};
