import { randomUUID } from 'node:crypto';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import type { SocketCommands } from '#contract/protocol';
import { apiV1 } from '#server/http/api-v1.ts';
import pages from '../../app/routes.ts';
import type { World } from '../support/world.ts';

// Every way in, read from the product itself: a new route or command is under these tests on the day it is written.

/** What stands for the parameters in paths and payloads. */
export interface Ids {
  communityId: string;
  channelId: string;
  categoryId: string;
  messageId: string;
  code: string;
}

/** Ids of the right shape that name nothing. */
export const absentIds = (): Ids => ({
  communityId: randomUUID(),
  channelId: randomUUID(),
  categoryId: randomUUID(),
  messageId: randomUUID(),
  code: 'NOSUCHCODE22',
});

/** The patterns of all pages and resource routes: `/c/:communityId/channels/new`. */
export async function pagePatterns(): Promise<string[]> {
  const patterns = new Set<string>();
  const walk = (routes: RouteConfigEntry[], prefix: string) => {
    for (const route of routes) {
      const path = [prefix, route.path].filter(Boolean).join('/');
      if (route.index || route.path) patterns.add(`/${path}`);
      if (route.children) walk(route.children, path);
    }
  };
  walk(pages, '');
  return [...patterns];
}

/** Each page and resource route, and the module that answers it. */
export function pageModules(): { pattern: string; file: string }[] {
  const modules: { pattern: string; file: string }[] = [];
  const walk = (routes: RouteConfigEntry[], prefix: string) => {
    for (const route of routes) {
      const path = [prefix, route.path].filter(Boolean).join('/');
      modules.push({ pattern: `/${path}`, file: route.file });
      if (route.children) walk(route.children, path);
    }
  };
  walk(pages, '');
  return modules;
}

/** A pattern with its parameters filled in. */
export const fill = (pattern: string, ids: Ids): string =>
  pattern
    .replace('*', 'no/such/page')
    .replace(/:(\w+)\??/g, (_, name: string) => ids[name as keyof Ids] ?? randomUUID());

export interface ApiRoute {
  method: string;
  path: string;
}

/** The routes of the HTTP API, as Express has them. */
export function apiRoutes(world: World): ApiRoute[] {
  const layers = apiV1(world.services).stack as unknown as {
    route?: { path: string; methods: Record<string, boolean> };
  }[];
  return layers.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => ({
          method: method.toUpperCase(),
          path: `/api/v1${route.path}`,
        }))
      : [],
  );
}

/** A well-formed payload of each socket command; the compiler misses none. */
export const commandInputs: { [C in keyof SocketCommands]: (ids: Ids) => SocketCommands[C]['input'] } = {
  'bootstrap.get': () => ({}),
  'channel.subscribe': ({ channelId }) => ({ channelIds: [channelId] }),
  'channel.unsubscribe': ({ channelId }) => ({ channelIds: [channelId] }),
  'channel.changes': ({ channelId }) => ({ channelId, since: 0 }),
  'channel.history': ({ channelId }) => ({ channelId }),
  'channel.read': ({ channelId }) => ({ channelId, seq: 1 }),
  'channel.unread': ({ channelId }) => ({ channelId, seq: 1 }),
  'community.read': ({ communityId }) => ({ communityId }),
  'inbox.list': () => ({}),
  'inbox.read': ({ messageId }) => ({ itemIds: [messageId] }),
  'inbox.read_all': () => ({}),
  'notifications.place': ({ channelId }) => ({ place: 'channel', placeId: channelId, level: 'nothing' }),
  'notifications.preferences': () => ({ sound: false }),
  'channel.typing': ({ channelId }) => ({ channelId }),
  'presence.watch': () => ({ accountIds: [randomUUID()] }),
  'presence.activity': () => ({ idle: false }),
  'presence.choose': () => ({ state: 'online' }),
  'status.set': () => ({ emoji: '🌱', text: 'Growing', seconds: 3600 }),
  'profile.note': () => ({ accountId: randomUUID(), body: 'a note' }),
  'message.send': ({ channelId }) => ({ channelId, clientId: randomUUID(), body: 'a message' }),
  'message.edit': ({ messageId }) => ({ messageId, body: 'another text' }),
  'message.delete': ({ messageId }) => ({ messageId }),
  'message.forward': ({ channelId, messageId }) => ({ messageId, channelId, clientId: randomUUID() }),
  'preview.list': ({ messageId }) => ({ messageIds: [messageId] }),
  'message.pin': ({ messageId }) => ({ messageId }),
  'message.unpin': ({ messageId }) => ({ messageId }),
  'messages.delete': ({ channelId, messageId }) => ({ channelId, messageIds: [messageId] }),
  'messages.restore': ({ channelId, messageId }) => ({ channelId, messageIds: [messageId] }),
  'reaction.add': ({ messageId }) => ({ messageId, emoji: '👍' }),
  'reaction.remove': ({ messageId }) => ({ messageId, emoji: '👍' }),
  'reaction.clear': ({ messageId }) => ({ messageId }),
  'channel.seen': ({ channelId }) => ({ channelId }),
  'poll.get': ({ messageId }) => ({ messageId }),
  'poll.vote': ({ messageId }) => ({ messageId, answer: 0 }),
  'poll.retract': ({ messageId }) => ({ messageId }),
  'poll.end': ({ messageId }) => ({ messageId }),
  'poll.voters': ({ messageId }) => ({ messageId, answer: 0 }),
  'reaction.list': ({ messageId }) => ({ messageId, emoji: '👍' }),
  'report.create': ({ messageId }) => ({ messageId, reason: 'spam' }),
  'thread.create': ({ messageId }) => ({ messageId }),
  'post.list': ({ channelId }) => ({ channelId }),
  'thread.follow': ({ channelId }) => ({ threadId: channelId, following: true }),
  'message.restore': ({ messageId }) => ({ messageId }),
  'saved.list': () => ({}),
  'saved.find': ({ messageId }) => ({ messageId }),
  'saved.save': ({ messageId }) => ({ messageId }),
  'saved.remove': ({ messageId }) => ({ messageId }),
  'scheduled.list': () => ({}),
  'scheduled.counts': () => ({}),
  'scheduled.create': ({ channelId }) => ({
    ...{ channelId, clientId: randomUUID(), body: 'later' },
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  }),
  'scheduled.change': () => ({ scheduledId: randomUUID(), body: 'another text' }),
  'scheduled.send': () => ({ scheduledId: randomUUID() }),
  'scheduled.remove': () => ({ scheduledId: randomUUID() }),
  'search.messages': ({ channelId }) => ({ text: 'a', channelId }),
  'search.people': ({ communityId }) => ({ query: 'a', communityId }),
};

export const commandNames = Object.keys(commandInputs) as (keyof SocketCommands)[];
