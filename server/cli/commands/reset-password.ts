import { oneWord, type Command } from '../command.ts';
import { asSystem, withServices } from '../with-services.ts';

export const resetPassword: Command = {
  summary: 'gives an account a new random password and ends its sessions',
  usage: `Use: hearth reset-password <name or e-mail>

Prints the new password once; hand it over in private, to be changed in the settings. All sessions of the account end
within a second.`,
  async run(args) {
    const login = oneWord(args, "whose password: the account's name or e-mail address");
    const { account, password } = await withServices(({ accounts }) =>
      accounts.resetPassword(asSystem(), { login }),
    );
    console.log(
      `The new password of ${account.username} is ${password}\nAll sessions of the account are ended.`,
    );
  },
};
