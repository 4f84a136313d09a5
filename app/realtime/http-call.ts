import type { ErrorDto, SocketCommands } from '#contract/protocol';
import { Refused, Unreachable } from './call-error.ts';

type Request = { method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; body?: object };
type Routes = { [Name in keyof SocketCommands]?: (input: SocketCommands[Name]['input']) => Request };

/** Commands that have a twin under /api/v1: what still works while no socket does. */
const routes: Routes = {
  'bootstrap.get': () => ({ method: 'GET', path: 'bootstrap' }),
  'channel.history': ({ channelId, before, after, around }) => ({
    method: 'GET',
    path: `channels/${channelId}/messages${query({ before, after, around })}`,
  }),
  'channel.changes': ({ channelId, since }) => ({
    method: 'GET',
    path: `channels/${channelId}/changes${query({ since })}`,
  }),
  'channel.seen': ({ channelId }) => ({ method: 'GET', path: `channels/${channelId}/seen` }),
  'presence.choose': (body) => ({ method: 'POST', path: 'me/presence', body }),
  'status.set': (body) => ({ method: 'POST', path: 'me/status', body }),
  'profile.note': ({ accountId, ...body }) => ({ method: 'POST', path: `profiles/${accountId}/note`, body }),
  'message.send': ({ channelId, ...body }) => ({
    method: 'POST',
    path: `channels/${channelId}/messages`,
    body,
  }),
  'message.forward': ({ messageId, ...body }) => ({
    method: 'POST',
    path: `messages/${messageId}/forward`,
    body,
  }),
  'preview.list': ({ messageIds }) => ({
    method: 'GET',
    path: `messages/previews${query({ messageIds: messageIds.join() })}`,
  }),
  'inbox.list': (input) => ({ method: 'GET', path: `inbox${query({ ...input })}` }),
  'inbox.read': (body) => ({ method: 'POST', path: 'inbox/read', body }),
  'inbox.read_all': () => ({ method: 'POST', path: 'inbox/read-all', body: {} }),
  'notifications.place': (body) => ({ method: 'POST', path: 'notifications/places', body }),
  'notifications.preferences': (body) => ({ method: 'PATCH', path: 'notifications/preferences', body }),
  'channel.unread': ({ channelId, ...body }) => ({
    method: 'POST',
    path: `channels/${channelId}/unread`,
    body,
  }),
  'community.read': ({ communityId }) => ({
    method: 'POST',
    path: `communities/${communityId}/read`,
    body: {},
  }),
  'message.edit': ({ messageId, body }) => ({
    method: 'PATCH',
    path: `messages/${messageId}`,
    body: { body },
  }),
  // The empty object gives the request a length, without which the instance refuses it.
  'message.delete': ({ messageId, ...body }) => ({ method: 'DELETE', path: `messages/${messageId}`, body }),
  'message.pin': ({ messageId }) => ({ method: 'POST', path: `messages/${messageId}/pin`, body: {} }),
  'message.unpin': ({ messageId }) => ({ method: 'DELETE', path: `messages/${messageId}/pin`, body: {} }),
  'messages.delete': ({ channelId, ...body }) => ({
    method: 'POST',
    path: `channels/${channelId}/messages/delete`,
    body,
  }),
  'messages.restore': ({ channelId, ...body }) => ({
    method: 'POST',
    path: `channels/${channelId}/messages/restore`,
    body,
  }),
  'reaction.add': ({ messageId, ...body }) => ({
    method: 'POST',
    path: `messages/${messageId}/reactions`,
    body,
  }),
  'reaction.remove': ({ messageId, ...body }) => ({
    method: 'DELETE',
    path: `messages/${messageId}/reactions`,
    body,
  }),
  'reaction.clear': ({ messageId, ...body }) => ({
    method: 'POST',
    path: `messages/${messageId}/reactions/clear`,
    body,
  }),
  'reaction.list': ({ messageId, emoji, after }) => ({
    method: 'GET',
    path: `messages/${messageId}/reactions${query({ emoji, after })}`,
  }),
  'poll.get': ({ messageId }) => ({ method: 'GET', path: `messages/${messageId}/poll` }),
  'poll.vote': ({ messageId, ...body }) => ({
    method: 'POST',
    path: `messages/${messageId}/poll/votes`,
    body,
  }),
  'poll.retract': ({ messageId, ...body }) => ({
    method: 'DELETE',
    path: `messages/${messageId}/poll/votes`,
    body,
  }),
  'poll.end': ({ messageId, ...body }) => ({ method: 'POST', path: `messages/${messageId}/poll/end`, body }),
  'poll.voters': ({ messageId, answer, after }) => ({
    method: 'GET',
    path: `messages/${messageId}/poll/voters${query({ answer, after })}`,
  }),
  'report.create': ({ messageId, ...body }) => ({
    method: 'POST',
    path: `messages/${messageId}/reports`,
    body,
  }),
  'thread.create': ({ messageId, ...body }) => ({
    method: 'POST',
    path: `messages/${messageId}/thread`,
    body,
  }),
  'post.list': ({ channelId, order, before, ...filter }) => ({
    method: 'GET',
    path: `channels/${channelId}/posts${query({
      ...{ order, before, tagIds: filter.tagIds?.join() || undefined },
      unanswered: filter.unanswered ? 'true' : undefined,
      archived: filter.archived ? 'true' : undefined,
    })}`,
  }),
  'thread.follow': ({ threadId, ...body }) => ({ method: 'POST', path: `threads/${threadId}/follow`, body }),
  'message.restore': ({ messageId }) => ({ method: 'POST', path: `messages/${messageId}/restore`, body: {} }),
  'search.messages': (input) => ({ method: 'GET', path: `search${query(input)}` }),
  'search.people': (input) => ({ method: 'GET', path: `people${query(input)}` }),
};

/** Milliseconds after which an unanswered request counts as unreachable. */
const patience = 15_000;

/**
 * Makes a command over HTTP, as `accountId` or not at all: the browser's cookie may be somebody else's by now. Rejects
 * with `Refused`, or with `Unreachable` (also when it has no HTTP twin).
 */
export async function callByHttp<Name extends keyof SocketCommands>(
  name: Name,
  input: SocketCommands[Name]['input'],
  accountId: string,
): Promise<SocketCommands[Name]['output']> {
  const route: Routes[Name] = routes[name];
  if (!route) throw new Unreachable(name);
  const { method, path, body } = route(input);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`/api/v1/${path}`, {
      method,
      headers: {
        'X-Hearth-Client': '1',
        'X-Hearth-Account': accountId,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    answer = await response.json();
  } catch (cause) {
    throw new Unreachable(name, { cause });
  }
  if (response.ok) return answer as SocketCommands[Name]['output'];
  const error = (answer as { error?: ErrorDto } | null)?.error;
  if (!error) throw new Unreachable(name);
  throw new Refused(error);
}

function query(values: Record<string, string | number | undefined>): string {
  const entries = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}
