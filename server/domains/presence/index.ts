import type { Friends } from '#server/domains/friends/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { chooseState, setStatus } from './choose.ts';
import type { PresenceDto } from './contract.ts';
import type { PresenceDeps } from './deps.ts';
import * as input from './input.ts';
import { clearPastStatuses } from './jobs.ts';
import { People } from './people.ts';
import { choiceOf, getOwn, isInvisible } from './read-choice.ts';
import { acquaintedAmong, sharePlace } from './share-place.ts';
import { createStore } from './store.ts';
import { Visibility } from './visibility.ts';

export { presentOwn, type Choice } from './choice.ts';
export { activityInput, watchInput } from './input.ts';
export type { People, Sighting } from './people.ts';

/** How people are: what they chose, and whether they are there. */
export function createPresence(
  platform: Platform,
  { directory, friends }: { directory: Directory; friends: Friends },
) {
  const { db, bus, clock } = platform;
  const people = new People(clock);
  const visibility = new Visibility();
  const store = createStore(db);
  const deps: PresenceDeps = {
    ...{ ...platform, directory, store, people },
    friendsAmong: (accountId, ids) => friends.friendsAmong(undefined, accountId, ids),
    changes: new TokenBuckets(0.5, 10),
  };
  visibility.hideWhen(friends.blocksAmong);
  bus.on('presence.chosen', ({ accountId, choice }) => people.choose(accountId, choice));
  return {
    ...bindAll(deps, {
      acquaintedAmong,
      choiceOf,
      chooseState: checked(input.chooseStateInput, chooseState),
      clearPastStatuses,
      getOwn,
      isInvisible,
      sharePlace,
      setStatus: checked(input.setStatusInput, setStatus),
    }),
    people,
    now: () => clock.now(),
    /** Hides people from one another by a rule: see `Visibility`. */
    hideWhen: visibility.hideWhen.bind(visibility),
    hiddenFrom: visibility.hiddenFrom.bind(visibility),
    isVisibleTo: visibility.isVisibleTo.bind(visibility),
    /** How somebody is in the eyes of another, who shares a place with them. */
    presenceFor: async (viewerId: string, accountId: string): Promise<PresenceDto> =>
      (await visibility.isVisibleTo(viewerId, accountId))
        ? people.presenceOf(accountId)
        : { accountId, state: 'offline' },
    /** After a time in which choices could not be heard of: those of everybody here are read anew. */
    async reread(): Promise<void> {
      const accountIds = people.here;
      const choices = await store.findChoices(accountIds);
      choices.forEach((choice, index) => people.choose(accountIds[index]!, choice));
    },
    /** Forgets what a deleted account chose. */
    forget: (tx: Tx, accountId: string): Promise<void> => store.remove(tx, accountId),
  };
}

export type PresenceService = ReturnType<typeof createPresence>;
