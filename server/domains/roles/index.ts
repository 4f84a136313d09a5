import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Names } from '#server/domains/members/index.ts';
import type { Overrides } from '#server/domains/overrides/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { addRoleMembers, removeRoleMembers, setMemberRoles } from './assign-roles.ts';
import type { RoleDeps } from './deps.ts';
import * as input from './input.ts';
import { explainMember, viewAsRole } from './look-through.ts';
import { createRole, deleteRole, duplicateRole, moveRole, updateRole } from './manage-roles.ts';
import { findRoleMembers, getMemberRoles, listRoles } from './read-roles.ts';
import { createStore } from './store.ts';

/** The roles of communities, who has them, and what comes of that. */
export function createRoles(
  platform: Platform,
  domains: {
    access: CommunityAccess;
    audit: Audit;
    names: Names;
    news: NewsDoor;
    overrides: Overrides;
  },
) {
  const deps: RoleDeps = { ...platform, ...domains, store: createStore() };
  return bindAll(deps, {
    addRoleMembers: checked(input.roleMembersInput, addRoleMembers),
    createRole: checked(input.createRoleInput, createRole),
    deleteRole: checked(input.roleIdInput, deleteRole),
    duplicateRole: checked(input.duplicateRoleInput, duplicateRole),
    explainMember: checked(input.explainMemberInput, explainMember),
    findRoleMembers: checked(input.findMembersInput, findRoleMembers),
    getMemberRoles: checked(input.memberInput, getMemberRoles),
    listRoles: checked(input.communityIdInput, listRoles),
    moveRole: checked(input.moveRoleInput, moveRole),
    removeRoleMembers: checked(input.roleMembersInput, removeRoleMembers),
    setMemberRoles: checked(input.setMemberRolesInput, setMemberRoles),
    updateRole: checked(input.updateRoleInput, updateRole),
    viewAsRole: checked(input.roleIdInput, viewAsRole),
  });
}
