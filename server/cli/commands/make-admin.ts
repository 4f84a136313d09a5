import { parseArgs } from 'node:util';
import { UsageError, type Command } from '../command.ts';
import { asSystem, withServices } from '../with-services.ts';

export const makeAdmin: Command = {
  summary: 'makes an account an administrator of the instance, or no longer one',
  usage: `Use: hearth make-admin <name or e-mail> [--remove]

Administrators change the instance's settings. They see no channel by it that they could not see before.
  --remove   takes it away again`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { remove: { type: 'boolean', default: false } },
    });
    const [login] = positionals;
    if (login === undefined || positionals.length > 1)
      throw new UsageError("Say who: the account's name or e-mail address.");
    const isAdmin = !values.remove;
    const account = await withServices(({ accounts }) => accounts.setAdmin(asSystem(), { login, isAdmin }));
    console.log(`${account.username} is ${isAdmin ? 'an' : 'no longer an'} administrator of this instance.`);
  },
};
