import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { Channels, CommunityAccess } from '#server/domains/channels/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { createCommunity, insertCommunity } from './create-community.ts';
import type { CommunityDeps } from './deps.ts';
import { getBootstrap } from './get-bootstrap.ts';
import { communityIdInput, createCommunityInput, listMembersInput, updateCommunityInput } from './input.ts';
import { leaveCommunity } from './leave-community.ts';
import { listMembers } from './list-members.ts';
import { createStore } from './store.ts';
import { updateCommunity } from './update-community.ts';

export { createCommunityInput, type CreateCommunityInput } from './input.ts';
export { presentCommunity, presentMember } from './present.ts';

export function createCommunities(
  platform: Platform,
  domains: { directory: Directory; access: CommunityAccess; admin: Admin; audit: Audit; channels: Channels },
) {
  const deps: CommunityDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    createCommunity: checked(createCommunityInput, createCommunity),
    getBootstrap,
    insertCommunity,
    leaveCommunity: checked(communityIdInput, leaveCommunity),
    listMembers: checked(listMembersInput, listMembers),
    updateCommunity: checked(updateCommunityInput, updateCommunity),
  });
}

export type Communities = ReturnType<typeof createCommunities>;
