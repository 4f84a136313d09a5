import { readPort } from '#server/platform/config.ts';
import { OperatorError, type Command } from '../command.ts';

export const health: Command = {
  summary: 'whether the app in this container can serve (its health check)',
  usage:
    'Use: hearth health\n\nAsks /readyz of the app on $PORT. Exit code 0: ready. 1: not, with what it waits for.',
  async run() {
    const port = readPort();
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, {
      signal: AbortSignal.timeout(4000),
    }).catch(() => undefined);
    if (!response) throw new OperatorError(`Nothing answers on port ${port}.`);
    const { waitingFor } = (await response.json()) as { waitingFor?: string };
    if (!response.ok) throw new OperatorError(`Waiting for ${waitingFor ?? 'the start'}.`);
    console.log('Ready.');
  },
};
