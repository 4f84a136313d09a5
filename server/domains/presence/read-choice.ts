import { type Choice, presentOwn } from './choice.ts';
import type { OwnPresenceDto } from './contract.ts';
import type { PresenceDeps } from './deps.ts';

/** What an account chose: from memory while it is connected, else from the database. */
export const choiceOf = async (deps: PresenceDeps, accountId: string): Promise<Choice> =>
  deps.people.choiceOf(accountId) ?? (await deps.store.findChoice(accountId));

/** What an account chose, for its own eyes. */
export const getOwn = async (deps: PresenceDeps, accountId: string): Promise<OwnPresenceDto> =>
  presentOwn(await choiceOf(deps, accountId), deps.clock.now());

/** Whether the account hides that it is there: nothing may give it away. */
export const isInvisible = async (deps: PresenceDeps, accountId: string): Promise<boolean> =>
  (await choiceOf(deps, accountId)).chosen === 'invisible';
