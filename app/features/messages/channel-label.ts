import type { ChannelDto } from '#contract/channels';
import { isolate } from '../../lib/bidi.ts';

/** A channel as texts name it: one of a community with its sign, a conversation by its people. */
export const channelLabel = ({ kind, name }: Pick<ChannelDto, 'kind' | 'name'>): string =>
  isolate(kind === 'direct' || kind === 'group' ? name : `#${name}`);
