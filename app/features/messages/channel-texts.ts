import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';

type Named = Pick<ChannelDto, 'kind' | 'name'>;

/** Of people, or about a message: called by its name alone. */
export const isConversation = ({ kind }: Pick<ChannelDto, 'kind'>): boolean =>
  kind === 'direct' || kind === 'group' || kind === 'thread';

/** What texts say of a channel of a community, and of a conversation or thread, which is called by its name alone. */
export const composerText = (channel: Named): string =>
  channel.kind === 'thread'
    ? m.thread_composer()
    : isConversation(channel)
      ? m.direct_composer({ name: isolate(channel.name) })
      : m.chat_composer({ channel: isolate(channel.name) });
export const beginningText = (channel: Named): string =>
  isConversation(channel) ? channel.name : m.chat_beginning({ channel: isolate(channel.name) });
export const emptyText = (channel: Named): string =>
  isConversation(channel) ? m.direct_empty() : m.chat_empty({ channel: isolate(channel.name) });
