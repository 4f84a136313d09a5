import type { InboxItem } from '#contract/notifications';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { shownName } from '../members/names.ts';

/** What happened, in a sentence. */
export function inboxTitle(item: InboxItem, time: (iso: string) => string): string {
  const name = isolate(item.actor ? shownName(item.actor) : m.chat_author_gone());
  switch (item.kind) {
    case 'mention':
      return m.inbox_mention({ name });
    case 'reply':
      return m.inbox_reply({ name });
    case 'friend.request':
      return m.inbox_friend_request({ name });
    case 'friend.accepted':
      return m.inbox_friend_accepted({ name });
    case 'reaction':
      return item.count > 1 ? m.inbox_reactions({ name, count: item.count - 1 }) : m.inbox_reaction({ name });
    case 'reminder':
      return m.inbox_reminder({ name });
    case 'scheduled.failed':
      return m.inbox_scheduled_failed();
    case 'scheduled.held':
      return m.inbox_scheduled_held();
    case 'poll.ended':
      return m.inbox_poll_ended();
    case 'report.resolved':
      return m.inbox_report();
    case 'member.timeout':
      return item.text ? m.inbox_timeout({ time: time(item.text) }) : m.inbox_timeout_end();
    case 'member.roles':
      return m.inbox_roles();
  }
}

/** What is said about it below; empty when the sentence says all. Mentions stand in it as in a body. */
export function inboxText({ kind, text }: InboxItem): string {
  if (kind === 'member.timeout') return '';
  if (kind !== 'report.resolved') return text;
  return text === 'deleted' ? m.inbox_report_deleted() : m.inbox_report_other();
}

/** Where it happened, for who may go there. */
export function inboxPlace({ channel, community }: Pick<InboxItem, 'channel' | 'community'>): string {
  if (channel && community)
    return m.inbox_in({ channel: isolate(channel.name), community: isolate(community.name) });
  return community ? isolate(community.name) : '';
}

/** Where it leads; null: nowhere. */
export function inboxAddress({ kind, channel, community, messageId }: InboxItem): string | null {
  if (kind === 'friend.request' || kind === 'friend.accepted') return '/dm';
  if (kind === 'scheduled.failed') return '/scheduled';
  if (!channel) return community && `/c/${community.id}`;
  return placeAddress({ channel, community }, messageId);
}

/** The page of a channel, a thread or a conversation, or of a message in it. */
export function placeAddress(
  { channel, community }: { channel: NonNullable<InboxItem['channel']>; community: InboxItem['community'] },
  messageId: string | null = null,
): string {
  const within = channel.parentId ? `${channel.parentId}/t/${channel.id}` : channel.id;
  const base = community ? `/c/${community.id}/${within}` : `/dm/${channel.id}`;
  return messageId ? `${base}/${messageId}` : base;
}
