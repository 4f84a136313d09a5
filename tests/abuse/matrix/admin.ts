import type { Action, Scene } from './action.ts';

const account = ({ targetId }: { targetId: string }, fields: Record<string, string>) => ({
  path: `/admin/members/${targetId}`,
  fields,
});
const community = ({ communityId }: { communityId: string }, fields: Record<string, string>) => ({
  path: `/admin/communities/${communityId}`,
  fields,
});
const limits = {
  messageLength: '3000',
  messagesPerSecond: '',
  messagesBurst: '',
  uploadMegabytes: '',
  inviteLifetime: '',
  communitiesPerMember: '',
  auditDays: '',
};

/** What administrators of the instance do: no right in a community leads there. */
export const adminActions: Action[] = [
  {
    useCase: 'accounts.listAccounts',
    needs: 'instance',
    changesNothing: true,
    view: () => '/admin/members',
  },
  {
    useCase: 'accounts.approveAccount',
    needs: 'instance',
    prepare: waiting,
    page: ({ madeId }) => ({ path: '/admin/members', fields: { intent: `approve:${madeId}` } }),
  },
  {
    useCase: 'communities.listCommunities',
    needs: 'instance',
    changesNothing: true,
    view: () => '/admin/communities',
  },
  {
    useCase: 'address.setAddress',
    needs: 'instance',
    changesNothing: true,
    view: () => '/admin/address',
    page: () => ({
      path: '/admin/address',
      fields: { intent: 'save', mode: 'lan', lanName: 'nowhere.invalid' },
    }),
  },
  {
    useCase: 'audit.listInstanceEntries',
    needs: 'instance',
    changesNothing: true,
    view: () => '/admin/audit',
  },
  {
    useCase: 'accounts.setAdministrator',
    needs: 'instance',
    page: (things) => account(things, { intent: 'make-admin' }),
  },
  {
    useCase: 'accounts.setDisabled',
    needs: 'instance',
    page: (things) => account(things, { intent: 'disable' }),
  },
  {
    useCase: 'accounts.endAccountSessions',
    needs: 'instance',
    page: (things) => account(things, { intent: 'end-sessions' }),
  },
  {
    useCase: 'accounts.createResetLink',
    needs: 'instance',
    page: (things) => account(things, { intent: 'reset' }),
  },
  {
    useCase: 'accounts.deleteAccount',
    needs: 'instance',
    page: (things) => account(things, { intent: 'delete', messages: 'keep' }),
  },
  {
    useCase: 'accounts.approveAccount',
    needs: 'instance',
    prepare: waiting,
    page: ({ madeId }) => ({ path: `/admin/members/${madeId}`, fields: { intent: 'approve' } }),
  },
  {
    useCase: 'accounts.refuseAccount',
    needs: 'instance',
    prepare: waiting,
    page: ({ madeId }) => ({ path: `/admin/members/${madeId}`, fields: { intent: 'refuse' } }),
  },
  {
    useCase: 'admin.updateSettings',
    needs: 'instance',
    prepare: (scene) => withInstance(scene, { registration: 'open' }),
    page: () => ({
      path: '/admin/registration',
      fields: { registration: 'invite', membersCreateCommunities: 'on' },
    }),
  },
  {
    useCase: 'admin.updateBranding',
    needs: 'instance',
    prepare: (scene) => withInstance(scene, { name: 'Before' }),
    page: () => ({ path: '/admin/branding', fields: { name: 'After', accent: 'ember', welcome: '' } }),
  },
  {
    useCase: 'admin.updateLimits',
    needs: 'instance',
    prepare: (scene) => withInstance(scene, { messageLength: 2000 }),
    page: () => ({ path: '/admin/limits', fields: limits }),
  },
  {
    useCase: 'communities.assignOwner',
    needs: 'instance',
    prepare: ({ stage, things }) => usernameOf(stage, things.targetId),
    page: (things) => community(things, { intent: 'owner', username: things.madeId }),
  },
  {
    useCase: 'communities.setArchived',
    needs: 'instance',
    page: (things) => community(things, { intent: 'archive' }),
  },
  {
    useCase: 'communities.removeCommunity',
    needs: 'instance',
    prepare: async ({ stage, things: { communityId } }) => {
      const { community: communities } = stage.world.db.prisma;
      await communities.update({ where: { id: communityId }, data: { archivedAt: new Date() } });
      return (await communities.findUniqueOrThrow({ where: { id: communityId } })).name;
    },
    page: (things) => community(things, { intent: 'delete', confirm: things.madeId }),
  },
  {
    useCase: 'jobs.runJob',
    needs: 'instance',
    changesNothing: true,
    view: () => '/admin/jobs',
    page: () => ({ path: '/admin/jobs', fields: { intent: 'run:delete stale sessions' } }),
  },
  {
    useCase: 'metrics.getOverview',
    needs: 'instance',
    changesNothing: true,
    view: () => '/admin',
    api: () => ({ method: 'GET', path: '/api/v1/admin/overview' }),
  },
];

/** Sets the instance back, behind everybody's back. */
async function withInstance(
  { stage }: Scene,
  data: { registration?: string; name?: string; messageLength?: number },
): Promise<string> {
  await stage.world.db.prisma.instance.update({ where: { id: 1 }, data });
  return '';
}

/** An account that waits to be let in. */
async function waiting({ stage }: Scene): Promise<string> {
  const { id } = await stage.person();
  await stage.world.db.prisma.account.update({ where: { id }, data: { waitingSince: new Date() } });
  return id;
}

const usernameOf = async (stage: Scene['stage'], id: string): Promise<string> =>
  (await stage.world.db.prisma.account.findUniqueOrThrow({ where: { id } })).username;
