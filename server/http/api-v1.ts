import express, { Router, type Request, type Response } from 'express';
import type { BearerDto } from '#contract/accounts';
import type { Ctx } from '#server/platform/context.ts';
import { requireUser } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { noInput, parseInput } from '#server/platform/input.ts';
import type { Services } from '#server/services.ts';
import { bodyMax } from './guard.ts';
import { identify } from './identify.ts';

type Body = Record<string, unknown>;

/** Query strings are text; numbers among them are read here, and anything else is left for the input's schema to refuse. */
function numbers(query: Body, names: string[]): Body {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      names.includes(name) && /^\d{1,10}$/.test(String(value)) ? Number(value) : value,
    ]),
  );
}

/** Lists in query strings are parted by commas. */
const lists = (query: Body, names: string[]): Body =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      names.includes(name) && typeof value === 'string' ? value.split(',') : value,
    ]),
  );

/** Switches in query strings are on by `true`, and off by anything else. */
const flags = (query: Body, names: string[]): Body =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, names.includes(name) ? value === 'true' : value]),
  );

/** A JSON object, or no body at all; what else was sent is refused by the schema under the name `input`. */
const objectOf = (body: unknown): Body =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? { ...body }
    : body === undefined
      ? {}
      : { input: body };

/** A page whose browser was signed in as somebody else meanwhile must not act as them: it says whom it means. */
function refuseOther({ actor }: Ctx, meant: string | undefined): void {
  if (meant !== undefined && actor.kind === 'user' && actor.account.id !== meant)
    throw new AppError('UNAUTHENTICATED', 'Another account is signed in here.', { reason: 'account.other' });
}

/**
 * The HTTP API for other clients and for the pages' own requests, as docs/realtime-protocol.md describes it. Each route
 * names a use case and puts its input together; checks are the use case's own.
 */
export function apiV1(services: Services): Router {
  const router = Router({ caseSensitive: true });
  router.use(express.json({ limit: bodyMax, strict: false }));

  /** What one does without being signed in. */
  const open = ['/login', '/logout'];
  const route = (
    method: 'get' | 'post' | 'patch' | 'delete',
    path: string,
    run: (ctx: Ctx, req: Request) => Promise<unknown>,
  ) =>
    router[method](path, async (req: Request, res: Response) => {
      res.setHeader('Cache-Control', 'no-store');
      const ctx = await identify(services, req, res, 'api');
      refuseOther(ctx, req.get('X-Hearth-Account'));
      // Before the input is looked at: who may not come in learns nothing of what is taken here.
      if (!open.includes(path)) requireUser(ctx);
      res.json((await run(ctx, req)) ?? {});
    });
  const body = (req: Request): Body => objectOf(req.body);
  const refuseInput = (req: Request) => parseInput(noInput, { ...req.query, ...body(req) });
  const {
    accounts,
    channels,
    communities,
    conversations,
    forums,
    friends,
    members,
    messages,
    metrics,
    notifications,
    polls,
    push,
    reports,
    threads,
    reactions,
    presence,
    profiles,
    search,
  } = services;

  route('post', '/login', async (ctx, req): Promise<BearerDto> => {
    const { token, expiresAt, account } = await accounts.logIn(ctx, body(req));
    return { token, expiresAt: expiresAt.toISOString(), account };
  });
  route('post', '/logout', async (ctx, req) => {
    refuseInput(req);
    await accounts.logOut(ctx);
  });
  route('get', '/me', async (ctx, req) => {
    refuseInput(req);
    return requireUser(ctx).account;
  });
  route('post', '/me/presence', (ctx, req) => presence.chooseState(ctx, body(req)));
  route('post', '/me/status', (ctx, req) => presence.setStatus(ctx, body(req)));
  route('get', '/profiles/:accountId', (ctx, req) =>
    profiles.getProfile(ctx, { ...req.query, ...req.params }),
  );
  route('post', '/profiles/:accountId/note', (ctx, req) =>
    profiles.setNote(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/bootstrap', async (ctx, req) => {
    refuseInput(req);
    return communities.getBootstrap(ctx);
  });
  route('get', '/communities/:communityId/members', (ctx, req) =>
    communities.listMembers(ctx, { ...req.query, ...req.params }),
  );
  route('get', '/communities/:communityId/members/:accountId', (ctx, req) =>
    members.getMember(ctx, { ...req.query, ...req.params }),
  );
  route('get', '/channels/:channelId/messages', (ctx, req) =>
    messages.getPage(ctx, { ...numbers(req.query, ['before', 'after']), ...req.params }),
  );
  route('get', '/channels/:channelId/changes', (ctx, req) =>
    messages.getChanges(ctx, { ...numbers(req.query, ['since']), ...req.params }),
  );
  route('post', '/channels/:channelId/messages', (ctx, req) =>
    messages.sendMessage(ctx, { ...body(req), ...req.params }),
  );
  route('patch', '/messages/:messageId', (ctx, req) =>
    messages.editMessage(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/messages/:messageId', (ctx, req) =>
    messages.deleteMessage(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/messages/previews', async (ctx, req) => ({
    previews: await messages.listPreviews(ctx, lists(req.query, ['messageIds'])),
  }));
  route('post', '/messages/:messageId/forward', (ctx, req) =>
    messages.forwardMessage(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/messages/:messageId/restore', (ctx, req) =>
    messages.restoreMessage(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/push/key', (ctx, req) => {
    refuseInput(req);
    return push.getKey(ctx);
  });
  route('post', '/push/devices', (ctx, req) => push.subscribe(ctx, body(req)));
  route('get', '/inbox', (ctx, req) => notifications.listInbox(ctx, { ...req.query }));
  route('post', '/inbox/read', (ctx, req) => notifications.markItemsRead(ctx, body(req)));
  route('post', '/inbox/read-all', (ctx, req) => {
    refuseInput(req);
    return notifications.markAllItemsRead(ctx);
  });
  route('post', '/notifications/places', (ctx, req) => notifications.setPlace(ctx, body(req)));
  route('patch', '/notifications/preferences', (ctx, req) => notifications.setPreferences(ctx, body(req)));
  route('post', '/channels/:channelId/unread', (ctx, req) =>
    channels.markUnread(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/channels/:channelId/seen', async (ctx, req) => ({
    seen: await channels.listSeen(ctx, { ...req.query, ...req.params }),
  }));
  route('post', '/communities/:communityId/read', (ctx, req) =>
    channels.markCommunityRead(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/channels/:channelId/pins', async (ctx, req) => {
    refuseInput(req);
    return { messages: await messages.listPins(ctx, req.params) };
  });
  route('post', '/channels/:channelId/messages/delete', (ctx, req) =>
    messages.deleteMessages(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/channels/:channelId/messages/restore', (ctx, req) =>
    messages.restoreMessages(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/messages/:messageId/pin', (ctx, req) =>
    messages.pinMessage(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/messages/:messageId/pin', (ctx, req) =>
    messages.unpinMessage(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/messages/:messageId/reactions', (ctx, req) =>
    reactions.listReactors(ctx, { ...req.query, ...req.params }),
  );
  route('post', '/messages/:messageId/reactions', (ctx, req) =>
    reactions.addReaction(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/messages/:messageId/reactions', (ctx, req) =>
    reactions.removeReaction(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/messages/:messageId/reactions/clear', (ctx, req) =>
    reactions.clearReactions(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/messages/:messageId/poll', (ctx, req) =>
    polls.getPoll(ctx, { ...req.query, ...req.params }),
  );
  route('post', '/messages/:messageId/poll/votes', (ctx, req) =>
    polls.votePoll(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/messages/:messageId/poll/votes', (ctx, req) =>
    polls.retractVote(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/messages/:messageId/poll/end', (ctx, req) =>
    polls.endPoll(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/messages/:messageId/poll/voters', (ctx, req) =>
    polls.listVoters(ctx, { ...numbers(req.query, ['answer']), ...req.params }),
  );
  route('post', '/messages/:messageId/reports', (ctx, req) =>
    reports.createReport(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/messages/:messageId/thread', (ctx, req) =>
    threads.createThread(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/channels/:channelId/threads', (ctx, req) =>
    threads.listThreads(ctx, { ...flags(req.query, ['archived']), ...req.params }),
  );
  route('get', '/channels/:channelId/posts', (ctx, req) =>
    forums.listPosts(ctx, {
      ...flags(lists(req.query, ['tagIds']), ['unanswered', 'archived']),
      ...req.params,
    }),
  );
  route('post', '/channels/:channelId/posts', (ctx, req) =>
    forums.createPost(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/threads/:threadId/tags', (ctx, req) =>
    forums.tagPost(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/threads/:threadId/pin', (ctx, req) => forums.pinPost(ctx, { ...body(req), ...req.params }));
  route('delete', '/threads/:threadId', (ctx, req) =>
    forums.deletePost(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/threads/:threadId', (ctx, req) => threads.getThread(ctx, { ...req.query, ...req.params }));
  route('patch', '/threads/:threadId', (ctx, req) =>
    threads.updateThread(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/threads/:threadId/follow', (ctx, req) =>
    threads.followThread(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/threads/:threadId/lock', (ctx, req) =>
    threads.lockThread(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/friends', (ctx, req) => friends.requestFriend(ctx, body(req)));
  route('post', '/friends/:accountId', (ctx, req) => friends.addFriend(ctx, { ...body(req), ...req.params }));
  route('post', '/friends/:accountId/accept', (ctx, req) =>
    friends.acceptFriend(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/friends/:accountId', (ctx, req) =>
    friends.removeFriend(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/blocks/:accountId', (ctx, req) =>
    friends.blockAccount(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/blocks/:accountId', (ctx, req) =>
    friends.unblockAccount(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/conversations/direct', (ctx, req) => conversations.startDirect(ctx, body(req)));
  route('post', '/conversations/group', (ctx, req) => conversations.createGroup(ctx, body(req)));
  route('get', '/conversations/:conversationId', (ctx, req) =>
    conversations.getConversation(ctx, { ...req.query, ...req.params }),
  );
  route('patch', '/conversations/:conversationId', (ctx, req) =>
    conversations.updateGroup(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/conversations/:conversationId/answer', (ctx, req) =>
    conversations.answerConversation(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/conversations/:conversationId/close', (ctx, req) =>
    conversations.closeConversation(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/conversations/:conversationId/leave', (ctx, req) =>
    conversations.leaveGroup(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/conversations/:conversationId/members', (ctx, req) =>
    conversations.addMembers(ctx, { ...body(req), ...req.params }),
  );
  route('delete', '/conversations/:conversationId/members/:accountId', (ctx, req) =>
    conversations.removeMember(ctx, { ...body(req), ...req.params }),
  );
  route('post', '/conversations/:conversationId/owner', (ctx, req) =>
    conversations.handGroupOver(ctx, { ...body(req), ...req.params }),
  );
  route('get', '/search', (ctx, req) => search.searchMessages(ctx, { ...req.query }));
  route('get', '/people', async (ctx, req) => ({ people: await search.findPeople(ctx, { ...req.query }) }));
  route('get', '/admin/overview', (ctx, req) => metrics.getOverview(ctx, { ...req.query }));
  router.use(() => {
    throw notFound();
  });
  return router;
}
