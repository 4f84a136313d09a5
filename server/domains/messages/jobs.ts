import type { MessageDeps } from './deps.ts';

/** Removes for good the text of messages whose time for undo is over, with their earlier versions; how many. */
export function purgeDeletedText(deps: MessageDeps): Promise<number> {
  return deps.store.purgeWithheld(deps.clock.now());
}
