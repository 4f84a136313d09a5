import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Bans } from '#server/domains/members/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { RateLimit } from '#server/platform/rate-limit.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { acceptInvite, arrive } from './accept-invite.ts';
import type { InviteDeps } from './deps.ts';
import * as input from './input.ts';
import { dismissAlarm, getRaid, removeRaid, updateGuard } from './joining/raid-guard.ts';
import {
  approveRequests,
  listOwnRequests,
  listRequests,
  dropRequests,
  refuseRequests,
  reopenRequest,
  withdrawRequest,
} from './joining/requests.ts';
import {
  getJoinSettings,
  pauseInvites,
  resumeInvites,
  setVanity,
  updateJoinSettings,
} from './joining/settings.ts';
import { createStore as createJoinStore } from './joining/store.ts';
import { getInvite, getInviteChoices, listInvites } from './list-invites.ts';
import { createInvite, revokeInvite, updateInvite } from './manage-invites.ts';
import { previewInvite } from './preview-invite.ts';
import { checkAnswers, redeemInvite } from './redeem-invite.ts';
import { createStore } from './store.ts';

export type { Arrival } from './accept-invite.ts';
export { joinFields, type JoinInput } from './input.ts';

/** Invites, and the way into a community: rules, questions, approval, the raid guard. */
export function createInvites(
  platform: Platform,
  domains: { directory: Directory; access: CommunityAccess; admin: Admin; audit: Audit; bans: Bans },
) {
  const { messagesPerSecond, messagesBurst } = platform.config.limits;
  const deps: InviteDeps = {
    ...platform,
    ...domains,
    store: createStore(platform.db),
    joining: createJoinStore(platform.db),
    guesses: new RateLimit(platform, 'invite', 20, 15 * 60),
    joins: new TokenBuckets(messagesPerSecond / 50, messagesBurst),
  };
  return bindAll(deps, {
    acceptInvite: checked(input.acceptInviteInput, acceptInvite),
    approveRequests: checked(input.decideRequestsInput, approveRequests),
    arrive,
    createInvite: checked(input.createInviteInput, createInvite),
    dropRequests,
    dismissAlarm: checked(input.communityIdInput, dismissAlarm),
    getInvite: checked(input.inviteCodeInput, getInvite),
    getInviteChoices: checked(input.communityIdInput, getInviteChoices),
    getJoinSettings: checked(input.communityIdInput, getJoinSettings),
    getRaid: checked(input.communityIdInput, getRaid),
    listInvites: checked(input.listInvitesInput, listInvites),
    listOwnRequests,
    listRequests: checked(input.communityIdInput, listRequests),
    pauseInvites: checked(input.communityIdInput, pauseInvites),
    previewInvite: checked(input.inviteCodeInput, previewInvite),
    checkAnswers,
    redeemInvite,
    refuseRequests: checked(input.decideRequestsInput, refuseRequests),
    removeRaid: checked(input.communityIdInput, removeRaid),
    reopenRequest: checked(input.reopenRequestInput, reopenRequest),
    resumeInvites: checked(input.communityIdInput, resumeInvites),
    revokeInvite: checked(input.inviteCodeInput, revokeInvite),
    setVanity: checked(input.setVanityInput, setVanity),
    updateGuard: checked(input.updateGuardInput, updateGuard),
    updateInvite: checked(input.updateInviteInput, updateInvite),
    updateJoinSettings: checked(input.updateJoinSettingsInput, updateJoinSettings),
    withdrawRequest: checked(input.communityIdInput, withdrawRequest),
  });
}

export type Invites = ReturnType<typeof createInvites>;
