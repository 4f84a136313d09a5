import type { Audit } from '#server/domains/audit/index.ts';
import type { Overrides } from '#server/domains/overrides/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { PresenceService } from '#server/domains/presence/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { CommunityAccess } from './access.ts';
import { typingMs } from './contract.ts';
import type { ChannelDeps } from './deps.ts';
import { getCounters } from './get-counters.ts';
import * as input from './input.ts';
import { purgeDeletedChannels } from './jobs.ts';
import {
  createCategory,
  createChannel,
  deleteCategory,
  deleteChannel,
  moveCategory,
  moveChannel,
  renameCategory,
  updateChannel,
} from './manage-channels.ts';
import { markCommunityRead, markRead, markUnread } from './mark-read.ts';
import { listSeen } from './seen.ts';
import { lockChannel, setSlowMode, unlockChannel } from './moderate-channel.ts';
import { noteTyping } from './note-typing.ts';
import type { ChannelSignals } from './signals.ts';
import { createStore } from './store.ts';

export {
  createAccess,
  grantCategory,
  grantChannel,
  grantCommunity,
  grantMember,
  grantRole,
  type ChannelGrant,
  type CommunityAccess,
  type CommunityGrant,
} from './access.ts';
export { channelIdsInput } from './input.ts';
export type { ChannelSignals } from './signals.ts';

export function createChannels(
  platform: Platform,
  domains: {
    directory: Directory;
    access: CommunityAccess;
    audit: Audit;
    overrides: Overrides;
    presence: PresenceService;
    signals: ChannelSignals;
  },
) {
  // Two at once for two windows; then as often as clients send them, and a little leeway.
  const typingPace = new TokenBuckets(1250 / typingMs.every, 2);
  const deps: ChannelDeps = { ...platform, ...domains, store: createStore(platform.db), typingPace };
  return bindAll(deps, {
    createCategory: checked(input.createCategoryInput, createCategory),
    createChannel: checked(input.createChannelInput, createChannel),
    deleteCategory: checked(input.categoryIdInput, deleteCategory),
    deleteChannel: checked(input.channelIdInput, deleteChannel),
    getCounters,
    listSeen: checked(input.channelIdInput, listSeen),
    lockChannel: checked(input.lockChannelInput, lockChannel),
    markCommunityRead: checked(input.communityIdInput, markCommunityRead),
    markRead: checked(input.markReadInput, markRead),
    markUnread: checked(input.markReadInput, markUnread),
    moveCategory: checked(input.moveCategoryInput, moveCategory),
    moveChannel: checked(input.moveChannelInput, moveChannel),
    noteTyping: checked(input.channelIdInput, noteTyping),
    purgeDeletedChannels,
    renameCategory: checked(input.renameCategoryInput, renameCategory),
    setSlowMode: checked(input.setSlowModeInput, setSlowMode),
    unlockChannel: checked(input.lockChannelInput, unlockChannel),
    updateChannel: checked(input.updateChannelInput, updateChannel),
  });
}

export type Channels = ReturnType<typeof createChannels>;
