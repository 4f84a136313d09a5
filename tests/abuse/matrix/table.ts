import type { Action } from './action.ts';
import { channelActions, messageActions } from './channels.ts';
import { adminActions } from './admin.ts';
import { communityActions } from './communities.ts';
import { inviteActions } from './invites.ts';
import { memberActions } from './members.ts';
import { moderationActions } from './moderation.ts';
import { reactionActions } from './reactions.ts';
import { roleActions } from './roles.ts';
import { threadActions } from './threads.ts';
import { searchActions } from './search.ts';

/** The policy of the whole product: a new use case gets its line in the file of its area. */
export const table: Action[] = [
  ...channelActions,
  ...messageActions,
  ...communityActions,
  ...reactionActions,
  ...roleActions,
  ...memberActions,
  ...inviteActions,
  ...moderationActions,
  ...threadActions,
  ...searchActions,
  ...adminActions,
];

/** Doors that no rank opens or closes, and where they are tried instead. */
export const withoutRank: Record<string, string> = {
  '/': 'one’s own start page',
  '/setup': 'setup.test.ts: T1 to T3',
  '/login': 'session.test.ts: everybody',
  '/register': 'invites.test.ts: by invite, or open',
  '/logout': 'session.test.ts: one’s own session',
  '/preferences': 'a cookie of one’s own',
  '/invite/:code': 'invites.test.ts: everybody who has the code',
  '/welcome/:communityId': 'setup.test.ts: the owner’s first steps',
  '/welcome/:communityId/address': 'setup.test.ts: the owner’s first steps',
  '/communities/new': 'use cases: each account, unless the host says no',
  '/reset/:token': 'administer.db.test.ts: S15, everybody who has the link',
  '/waiting': 'administer.db.test.ts: one’s own waiting',
  '/settings': 'session.test.ts: one’s own account',
  '/settings/sessions': 'session.test.ts: one’s own sessions',
  '/settings/instance': 'limits.test.ts: administrators of the instance',
  '/settings/address': 'limits.test.ts: administrators of the instance',
  '/c/:communityId/:channelId/:messageId?': 'the same page as without a message',
  '/c/:communityId/:channelId/:messageId?/t/:threadId/:replyId?': 'the same page as without a message',
  '/settings/privacy': 'one’s own account',
  '/dm': 'direct.test.ts: one’s own friends',
  '/dm/new': 'direct.test.ts: with one’s own friends',
  '/dm/:channelId/settings': 'direct.test.ts: who is in it, and its owner',
  '/dm/:channelId/pins': 'direct.test.ts: who is in it',
  '/dm/:channelId/:messageId/reactions': 'direct.test.ts: who is in it',
  '/dm/:channelId/:messageId?': 'direct.test.ts: who is in it',
  'POST /api/v1/friends': 'direct.test.ts: everybody, by name',
  'POST /api/v1/friends/:accountId': 'direct.test.ts: whom one has met',
  'POST /api/v1/friends/:accountId/accept': 'direct.test.ts: whom one was asked by',
  'DELETE /api/v1/friends/:accountId': 'direct.test.ts: one’s own',
  'POST /api/v1/blocks/:accountId': 'direct.test.ts: one’s own',
  'DELETE /api/v1/blocks/:accountId': 'direct.test.ts: one’s own',
  'POST /api/v1/conversations/direct': 'direct.test.ts: whom one may reach',
  'POST /api/v1/conversations/group': 'direct.test.ts: with friends',
  'GET /api/v1/conversations/:conversationId': 'direct.test.ts: who is in it',
  'PATCH /api/v1/conversations/:conversationId': 'direct.test.ts: who is in it',
  'POST /api/v1/conversations/:conversationId/answer': 'direct.test.ts: who is in it',
  'POST /api/v1/conversations/:conversationId/close': 'direct.test.ts: who is in it',
  'POST /api/v1/conversations/:conversationId/leave': 'direct.test.ts: who is in it',
  'POST /api/v1/conversations/:conversationId/members': 'direct.test.ts: who is in it',
  'DELETE /api/v1/conversations/:conversationId/members/:accountId': 'direct.test.ts: its owner',
  'POST /api/v1/conversations/:conversationId/owner': 'direct.test.ts: its owner',
  'POST /api/v1/login': 'session.test.ts',
  'POST /api/v1/logout': 'session.test.ts',
  'GET /api/v1/me': 'one’s own account',
  'GET /api/v1/bootstrap': 'one’s own communities',
  'bootstrap.get': 'one’s own communities',
  'channel.subscribe': 'events.test.ts: Z3, Z4; answers what it granted',
  'channel.unsubscribe': 'one’s own socket',
};
