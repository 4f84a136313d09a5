import { createAccounts, usernameSkeleton } from '#server/domains/accounts/index.ts';
import { AddressBook, createAddress } from '#server/domains/address/index.ts';
import { createAdmin } from '#server/domains/admin/index.ts';
import { createAudit } from '#server/domains/audit/index.ts';
import { createAccess, createChannels, type ChannelSignals } from '#server/domains/channels/index.ts';
import { createCommunities } from '#server/domains/communities/index.ts';
import { createConversations, createDirects } from '#server/domains/conversations/index.ts';
import { createFilters } from '#server/domains/filters/index.ts';
import { createForums } from '#server/domains/forums/index.ts';
import { createFriends, type FriendSignals } from '#server/domains/friends/index.ts';
import { createInvites } from '#server/domains/invites/index.ts';
import { createJobs } from '#server/domains/jobs/index.ts';
import { createBans, createMembers, createNames } from '#server/domains/members/index.ts';
import { createMetrics } from '#server/domains/metrics/index.ts';
import { createMessages, type MessageSignals } from '#server/domains/messages/index.ts';
import {
  createNews,
  createNotifications,
  type NotificationSignals,
} from '#server/domains/notifications/index.ts';
import { createOverrides } from '#server/domains/overrides/index.ts';
import { createDirectory } from '#server/domains/permissions/index.ts';
import { createPolls, type PollSignals } from '#server/domains/polls/index.ts';
import { createReactions, type ReactionSignals } from '#server/domains/reactions/index.ts';
import { createPresence } from '#server/domains/presence/index.ts';
import { createProfiles } from '#server/domains/profiles/index.ts';
import { createRoles } from '#server/domains/roles/index.ts';
import { createPush } from '#server/domains/push/index.ts';
import { createReports } from '#server/domains/reports/index.ts';
import { createSaved } from '#server/domains/saved/index.ts';
import { createScheduled } from '#server/domains/scheduled/index.ts';
import { createThreads, type ThreadSignals } from '#server/domains/threads/index.ts';
import { createSearch } from '#server/domains/search/index.ts';
import { createSetup } from '#server/domains/setup/index.ts';
import { Pace } from '#server/platform/pace.ts';
import type { Platform } from '#server/platform/platform.ts';

/** What domains tell the real-time layer; it exists only after them, and is handed in as something that calls it by then. */
export interface Signals {
  channels: ChannelSignals;
  friends: FriendSignals;
  messages: MessageSignals;
  threads: ThreadSignals;
  notifications: NotificationSignals;
  polls: PollSignals;
  reactions: ReactionSignals;
}

/**
 * Builds every domain over one platform. The object is handed to each adapter (pages, API, sockets, jobs, command
 * line): there is one instance of each domain in a process, whichever bundle asks.
 */
export function createServices(
  platform: Platform,
  signals: Signals,
  book = new AddressBook(platform.config),
) {
  const directory = createDirectory(platform);
  const access = createAccess(directory);
  const directs = createDirects(platform.db);
  const news = createNews(platform);
  const friends = createFriends(platform, { directs, news, signals: signals.friends });
  const presence = createPresence(platform, { directory, friends });
  const profiles = createProfiles(platform, { directory, presence });
  const audit = createAudit(platform, { directory, access });
  const admin = createAdmin(platform, { audit });
  const address = createAddress(platform, { book });
  const names = createNames(platform.db);
  const overrides = createOverrides(platform, { access, audit, names });
  const roles = createRoles(platform, { access, audit, names, news, overrides });
  const channels = createChannels(platform, {
    ...{ directory, access, audit, overrides, presence },
    signals: signals.channels,
  });
  const invites = createInvites(platform, {
    directory,
    access,
    admin,
    audit,
    bans: createBans(platform),
  });
  const conversations = createConversations(platform, { directory, access, friends });
  const filters = createFilters(platform, { access, audit });
  const threads = createThreads(platform, {
    ...{ directory, access, audit, filters },
    signals: signals.threads,
  });
  const communities = createCommunities(platform, {
    ...{ directory, access, admin, audit, channels, conversations, friends, presence, threads, news },
  });
  const reports = createReports(platform, { access, audit, news });
  const messages = createMessages(platform, {
    ...{ access, admin, audit, conversations, directory, filters, reports, threads, usernameSkeleton },
    signals: signals.messages,
  });
  const forums = createForums(platform, { access, audit, messages, threads });
  const notifications = createNotifications(platform, {
    ...{ access, directory, messages },
    signals: signals.notifications,
  });
  const push = createPush(platform, { directory, friends, messages, news });
  const saved = createSaved(platform, { access, directory, messages, news, push });
  const scheduled = createScheduled(platform, { access, directory, messages, news });
  const polls = createPolls(platform, {
    ...{ access, audit, messages, news },
    signals: signals.polls,
  });
  const reactions = createReactions(platform, {
    ...{ access, audit, messages, news },
    signals: signals.reactions,
  });
  const accounts = createAccounts(platform, {
    ...{ admin, audit, directory, directs, invites },
    ...{ messages, presence, profiles, reactions },
  });
  const setup = createSetup(platform, { accounts, communities, invites });
  const members = createMembers(platform, {
    ...{ directory, access, accounts, audit },
    ...{ invites, messages, news, profiles },
  });
  const search = createSearch(platform, { directory, access });
  const jobs = createJobs(platform, { audit });
  const metrics = createMetrics(platform, { messages });
  const pace = new Pace(platform.config.limits);
  admin.onChange(({ limits }) => pace.allowFor(limits));
  return {
    accounts,
    access,
    address,
    admin,
    audit,
    channels,
    communities,
    conversations,
    directory,
    filters,
    forums,
    friends,
    invites,
    jobs,
    members,
    messages,
    metrics,
    news,
    notifications,
    overrides,
    pace,
    polls,
    push,
    reactions,
    presence,
    profiles,
    reports,
    roles,
    saved,
    scheduled,
    search,
    setup,
    threads,
  };
}

export type Services = ReturnType<typeof createServices>;
