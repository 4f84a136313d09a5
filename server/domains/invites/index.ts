import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Bans } from '#server/domains/members/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { RateLimit } from '#server/platform/rate-limit.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { acceptInvite } from './accept-invite.ts';
import type { InviteDeps, JoinGuard } from './deps.ts';
import { createInviteInput, inviteCodeInput, listInvitesInput } from './input.ts';
import { createInvite, listInvites, revokeInvite } from './manage-invites.ts';
import { previewInvite } from './preview-invite.ts';
import { redeemInvite } from './redeem-invite.ts';
import { createStore } from './store.ts';

export function createInvites(
  platform: Platform,
  domains: { directory: Directory; access: CommunityAccess; joinGuard: JoinGuard; bans: Bans },
) {
  const { messagesPerSecond, messagesBurst } = platform.config.limits;
  const deps: InviteDeps = {
    ...platform,
    ...domains,
    store: createStore(platform.db),
    guesses: new RateLimit(platform, 'invite', 20, 15 * 60),
    joins: new TokenBuckets(messagesPerSecond / 50, messagesBurst),
  };
  return bindAll(deps, {
    acceptInvite: checked(inviteCodeInput, acceptInvite),
    createInvite: checked(createInviteInput, createInvite),
    listInvites: checked(listInvitesInput, listInvites),
    previewInvite: checked(inviteCodeInput, previewInvite),
    redeemInvite,
    revokeInvite: checked(inviteCodeInput, revokeInvite),
  });
}

export type Invites = ReturnType<typeof createInvites>;
