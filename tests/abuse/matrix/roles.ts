import type { Action, Scene, Things } from './action.ts';

const settings = ({ communityId }: Things, path = '') => `/c/${communityId}/settings/roles${path}`;
const permissionsOf = ({ communityId }: Things, channelId: string) =>
  `/c/${communityId}/channels/${channelId}/permissions`;

/** A role of the owner's making, below all others, that allows nothing. */
async function emptyRole({ stage, things }: Scene): Promise<string> {
  const { communityId } = things;
  const { roleId } = await stage.world.services.roles.createRole(stage.owner.ctx, {
    ...{ communityId, name: 'made' },
  });
  return roleId;
}

async function syncedChannel({ stage, things }: Scene): Promise<string> {
  const { communityId, categoryId } = things;
  const made = { communityId, categoryId, name: 'made' };
  return (await stage.world.services.channels.createChannel(stage.owner.ctx, made)).channelId;
}

const look = { colour: '', icon: '', hoist: 'on' };

export const roleActions: Action[] = [
  {
    useCase: 'roles.createRole',
    needs: 'role.manage',
    page: (things) => ({ path: settings(things, '/new'), fields: { name: 'made', preset: '', colour: '' } }),
  },
  {
    useCase: 'roles.updateRole',
    needs: 'role.manage',
    prepare: emptyRole,
    page: (things) => ({
      path: settings(things, `/${things.madeId}`),
      fields: { intent: 'save', name: 'changed', ...look },
    }),
  },
  {
    useCase: 'roles.moveRole',
    needs: 'role.manage',
    ranked: true,
    page: (things) => ({ path: settings(things), fields: { intent: `move:${things.roleId}:200` } }),
  },
  {
    useCase: 'roles.duplicateRole',
    needs: 'role.manage',
    prepare: emptyRole,
    page: (things) => ({ path: settings(things), fields: { intent: `duplicate:${things.madeId}` } }),
  },
  {
    useCase: 'roles.deleteRole',
    needs: 'role.manage',
    prepare: emptyRole,
    page: (things) => ({ path: settings(things, `/${things.madeId}`), fields: { intent: 'delete' } }),
  },
  {
    useCase: 'roles.setMemberRoles',
    needs: 'role.manage',
    ranked: true,
    page: ({ communityId, targetId }) => ({
      path: `/c/${communityId}/members/${targetId}/roles`,
      fields: {},
    }),
  },
  {
    useCase: 'roles.addRoleMembers',
    needs: 'role.manage',
    ranked: true,
    prepare: emptyRole,
    page: (things) => ({
      path: settings(things, `/${things.madeId}/members`),
      fields: { intent: 'give', [`member:${things.targetId}`]: 'on' },
    }),
  },
  {
    useCase: 'roles.removeRoleMembers',
    needs: 'role.manage',
    ranked: true,
    prepare: async (scene) => {
      const roleId = await emptyRole(scene);
      const { communityId, targetId } = scene.things;
      const { roles } = scene.stage.world.services;
      await roles.addRoleMembers(scene.stage.owner.ctx, { communityId, roleId, memberIds: [targetId] });
      return roleId;
    },
    page: (things) => ({
      path: settings(things, `/${things.madeId}/members`),
      fields: { intent: 'take', [`member:${things.targetId}`]: 'on' },
    }),
  },
  {
    useCase: 'roles.viewAsRole',
    needs: 'role.manage',
    changesNothing: true,
    view: (things) => settings(things, `/${things.roleId}/view`),
  },
  {
    useCase: 'roles.explainMember',
    needs: 'role.manage',
    changesNothing: true,
    view: ({ communityId }) => `/c/${communityId}/settings/inspector`,
  },
  {
    useCase: 'overrides.setOverride',
    needs: 'channel.manage',
    prepare: emptyRole,
    page: (things) => ({
      path: permissionsOf(things, things.channelId),
      fields: { intent: `override:role:${things.madeId}`, 'state:message.send': 'deny' },
    }),
  },
  {
    useCase: 'overrides.setPrivacy',
    needs: 'channel.manage',
    page: (things) => ({
      path: permissionsOf(things, things.channelId),
      fields: { intent: 'privacy', privacy: 'private' },
    }),
  },
  {
    useCase: 'overrides.setSynced',
    needs: 'channel.manage',
    prepare: syncedChannel,
    page: (things) => ({ path: permissionsOf(things, things.madeId), fields: { intent: 'unsync' } }),
  },
  {
    useCase: 'overrides.getPlaceRules',
    needs: 'channel.manage',
    changesNothing: true,
    view: (things) => permissionsOf(things, things.channelId),
  },
  {
    useCase: 'overrides.setPrivacy',
    needs: 'channel.manage',
    view: ({ communityId, categoryId }) => `/c/${communityId}/categories/${categoryId}/permissions`,
    page: ({ communityId, categoryId }) => ({
      path: `/c/${communityId}/categories/${categoryId}/permissions`,
      fields: { intent: 'privacy', privacy: 'private' },
    }),
  },
];
