import type { ChannelDto } from '#contract/channels';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';

type Named = Pick<ChannelDto, 'kind' | 'name'>;

export const isConversation = ({ kind }: Pick<ChannelDto, 'kind'>): boolean =>
  kind === 'direct' || kind === 'group';

/** What texts say of a channel of a community, and of a conversation, which is called by its people. */
export const composerText = (channel: Named): string =>
  isConversation(channel)
    ? m.direct_composer({ name: isolate(channel.name) })
    : m.chat_composer({ channel: isolate(channel.name) });
export const beginningText = (channel: Named): string =>
  isConversation(channel) ? channel.name : m.chat_beginning({ channel: isolate(channel.name) });
export const emptyText = (channel: Named): string =>
  isConversation(channel) ? m.direct_empty() : m.chat_empty({ channel: isolate(channel.name) });
