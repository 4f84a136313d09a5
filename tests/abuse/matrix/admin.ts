import type { Action } from './action.ts';

const account = ({ targetId }: { targetId: string }, fields: Record<string, string>) => ({
  path: `/admin/members/${targetId}`,
  fields,
});
const community = ({ communityId }: { communityId: string }, fields: Record<string, string>) => ({
  path: `/admin/communities/${communityId}`,
  fields,
});
const limits = {
  messageLength: '',
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
    page: () => ({
      path: '/admin/registration',
      fields: { registration: 'open', membersCreateCommunities: 'on' },
    }),
  },
  {
    useCase: 'admin.updateBranding',
    needs: 'instance',
    page: () => ({ path: '/admin/branding', fields: { name: '', accent: 'ember', welcome: '' } }),
  },
  {
    useCase: 'admin.updateLimits',
    needs: 'instance',
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
    page: () => ({ path: '/admin/jobs', fields: { intent: 'run:delete stale sessions' } }),
  },
  {
    useCase: 'metrics.getOverview',
    needs: 'instance',
    api: () => ({ method: 'GET', path: '/api/v1/admin/overview' }),
  },
];

/** An account that waits to be let in. */
async function waiting({ stage }: Parameters<NonNullable<Action['prepare']>>[0]): Promise<string> {
  const { id } = await stage.world.person();
  await stage.world.db.prisma.account.update({ where: { id }, data: { waitingSince: new Date() } });
  return id;
}

const usernameOf = async (
  stage: Parameters<NonNullable<Action['prepare']>>[0]['stage'],
  id: string,
): Promise<string> => (await stage.world.db.prisma.account.findUniqueOrThrow({ where: { id } })).username;
