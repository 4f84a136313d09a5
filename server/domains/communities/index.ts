import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { Channels, CommunityAccess } from '#server/domains/channels/index.ts';
import type { Conversations } from '#server/domains/conversations/index.ts';
import type { Friends } from '#server/domains/friends/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Threads } from '#server/domains/threads/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { assignOwner, removeCommunity, setArchived } from './administer.ts';
import { createCommunity, insertCommunity } from './create-community.ts';
import type { CommunityDeps } from './deps.ts';
import { getBootstrap } from './get-bootstrap.ts';
import * as input from './input.ts';
import { leaveCommunity } from './leave-community.ts';
import { getCommunityEntry, listCommunities } from './list-communities.ts';
import { listMembers } from './list-members.ts';
import { createStore } from './store.ts';
import { updateCommunity } from './update-community.ts';

export { createCommunityInput, type CreateCommunityInput } from './input.ts';
export { presentCommunity, presentMember } from './present.ts';

export function createCommunities(
  platform: Platform,
  domains: {
    directory: Directory;
    access: CommunityAccess;
    admin: Admin;
    audit: Audit;
    channels: Channels;
    conversations: Conversations;
    friends: Friends;
    threads: Threads;
  },
) {
  const deps: CommunityDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    assignOwner: checked(input.assignOwnerInput, assignOwner),
    createCommunity: checked(input.createCommunityInput, createCommunity),
    getBootstrap,
    getCommunityEntry: checked(input.communityIdInput, getCommunityEntry),
    insertCommunity,
    leaveCommunity: checked(input.communityIdInput, leaveCommunity),
    listCommunities: checked(input.listCommunitiesInput, listCommunities),
    listMembers: checked(input.listMembersInput, listMembers),
    removeCommunity: checked(input.removeCommunityInput, removeCommunity),
    setArchived: checked(input.setArchivedInput, setArchived),
    updateCommunity: checked(input.updateCommunityInput, updateCommunity),
  });
}

export type Communities = ReturnType<typeof createCommunities>;
