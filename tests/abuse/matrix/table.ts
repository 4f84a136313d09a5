import type { Action } from './action.ts';
import { channelActions, messageActions } from './channels.ts';
import { adminActions } from './admin.ts';
import { communityActions } from './communities.ts';
import { forumActions } from './forums.ts';
import { inviteActions } from './invites.ts';
import { memberActions } from './members.ts';
import { moderationActions } from './moderation.ts';
import { laterActions } from './later.ts';
import { notificationActions } from './notifications.ts';
import { pollActions } from './polls.ts';
import { reactionActions } from './reactions.ts';
import { profileActions } from './profiles.ts';
import { roleActions } from './roles.ts';
import { threadActions } from './threads.ts';
import { searchActions } from './search.ts';

/** The policy of the whole product: a new use case gets its line in the file of its area. */
export const table: Action[] = [
  ...channelActions,
  ...messageActions,
  ...communityActions,
  ...pollActions,
  ...reactionActions,
  ...roleActions,
  ...memberActions,
  ...profileActions,
  ...inviteActions,
  ...moderationActions,
  ...threadActions,
  ...forumActions,
  ...laterActions,
  ...notificationActions,
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
  '/settings/profile': 'profiles.db.test.ts: one’s own profile',
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
  '/dm/:channelId/:messageId/poll': 'direct.test.ts: who is in it',
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
  'POST /api/v1/me/presence': 'presence.db.test.ts: one’s own choice',
  'POST /api/v1/me/status': 'presence.db.test.ts: one’s own status',
  'presence.choose': 'presence.db.test.ts: one’s own choice',
  'status.set': 'presence.db.test.ts: one’s own status',
  'presence.activity': 'one’s own device',
  'presence.watch': 'gateway-presence.db.test.ts: strangers are offline, like whoever does not exist',
  '/inbox': 'notifications.db.test.ts: one’s own inbox',
  '/saved': 'saved.db.test.ts: one’s own list',
  '/scheduled': 'scheduled.db.test.ts: one’s own list; a new one as scheduled.create',
  'saved.list': 'saved.db.test.ts: one’s own list',
  'saved.find': 'saved.db.test.ts: one’s own list',
  'saved.remove': 'saved.db.test.ts: one’s own list',
  'scheduled.list': 'scheduled.db.test.ts: one’s own list',
  'scheduled.counts': 'scheduled.db.test.ts: one’s own list',
  'scheduled.change': 'scheduled.db.test.ts: one’s own list',
  'scheduled.send': 'scheduled.db.test.ts: one’s own; then as message.send',
  'scheduled.remove': 'scheduled.db.test.ts: one’s own list',
  '/settings/notifications': 'one’s own choice',
  'GET /api/v1/push/key': 'every account',
  'POST /api/v1/push/devices': 'push.db.test.ts: one’s own session',
  'GET /api/v1/inbox': 'notifications.db.test.ts: one’s own inbox',
  'POST /api/v1/inbox/read': 'notifications.db.test.ts: one’s own inbox',
  'POST /api/v1/inbox/read-all': 'one’s own inbox',
  'PATCH /api/v1/notifications/preferences': 'one’s own choice',
  'bootstrap.get': 'one’s own communities',
  'inbox.list': 'notifications.db.test.ts: one’s own inbox',
  'inbox.read': 'notifications.db.test.ts: one’s own inbox',
  'inbox.read_all': 'one’s own inbox',
  'notifications.preferences': 'one’s own choice',
  'channel.subscribe': 'events.test.ts: Z3, Z4; answers what it granted',
  'preview.list': 'previews.db.test.ts: answers what one may see',
  'GET /api/v1/messages/previews': 'previews.db.test.ts: answers what one may see',
  'channel.unsubscribe': 'one’s own socket',
};
