import type { Accounts } from '#server/domains/accounts/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Profiles } from '#server/domains/profiles/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { MemberDeps } from './deps.ts';
import { getMember } from './get-member.ts';
import * as input from './input.ts';
import { endPastTimeouts } from './jobs.ts';
import { listLines } from './list-lines.ts';
import { banMember, banUsername, listBans, unbanMember } from './manage-bans.ts';
import { endTimeout, kickMember, setNickname, timeOutMember, transferOwnership } from './manage-members.ts';
import { addNote, deleteNote } from './manage-notes.ts';
import { refuseBanned } from './refuse-banned.ts';
import { createStore } from './store.ts';

export { createNames, type NameRow, type Names } from './names/store.ts';

/** What joining asks of bans: apart from the rest, which is built later. */
export const createBans = (platform: Platform) => bindAll(platform, { refuseBanned });
export type Bans = ReturnType<typeof createBans>;

/** People in a community: who they are there, and what can be done to them. */
export function createMembers(
  platform: Platform,
  domains: {
    directory: Directory;
    access: CommunityAccess;
    accounts: Accounts;
    audit: Audit;
    invites: Invites;
    messages: Messages;
    profiles: Profiles;
    news: NewsDoor;
  },
) {
  const { messagesPerSecond, messagesBurst } = platform.config.limits;
  const renames = new TokenBuckets(messagesPerSecond / 50, messagesBurst);
  const deps: MemberDeps = { ...platform, ...domains, store: createStore(platform.db), renames };
  return bindAll(deps, {
    addNote: checked(input.addNoteInput, addNote),
    banMember: checked(input.banInput, banMember),
    banUsername: checked(input.banUsernameInput, banUsername),
    deleteNote: checked(input.deleteNoteInput, deleteNote),
    endPastTimeouts,
    endTimeout: checked(input.memberInput, endTimeout),
    getMember: checked(input.memberInput, getMember),
    kickMember: checked(input.kickInput, kickMember),
    listBans: checked(input.listBansInput, listBans),
    listLines: checked(input.listLinesInput, listLines),
    setNickname: checked(input.nicknameInput, setNickname),
    timeOutMember: checked(input.timeoutInput, timeOutMember),
    transferOwnership: checked(input.transferInput, transferOwnership),
    unbanMember: checked(input.memberInput, unbanMember),
  });
}
