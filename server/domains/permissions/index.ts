import type { Bus } from '#server/platform/bus.ts';
import type { Database } from '#server/platform/database.ts';
import { Directory } from './directory.ts';
import { createStore } from './store.ts';

export type { DecidingRule, OverrideRule, OverrideSet, Verdict } from './effective-permissions.ts';
export type { ConversationView } from './conversation-view.ts';
export type { CommunityView, Directory, DirectoryChannel, DirectoryRole, Place } from './directory.ts';
export type { ThreadView } from './thread-view.ts';
export { presentRole } from './present.ts';
export { holdsAllOf, mayHandOut } from './hand-out.ts';
export { changedFaces, faceOf, hoistedIds, memberGroups, shownNameOf } from './member-groups.ts';

export const createDirectory = ({ db, bus }: { db: Database; bus: Bus }): Directory =>
  new Directory(createStore(db), bus);
