import type { Action } from './action.ts';

export const communityActions: Action[] = [
  {
    useCase: 'communities.getBootstrap',
    needs: null,
    changesNothing: true,
    view: ({ communityId }) => `/c/${communityId}`,
  },
  {
    useCase: 'communities.updateCommunity',
    needs: 'community.manage',
    page: ({ communityId }) => ({
      path: `/c/${communityId}/settings`,
      fields: { name: 'Renamed', letter: 'R', colour: 'rose' },
    }),
  },
  {
    useCase: 'communities.listMembers',
    needs: null,
    changesNothing: true,
    view: ({ communityId }) => `/c/${communityId}/members`,
    api: ({ communityId }) => ({ method: 'GET', path: `/api/v1/communities/${communityId}/members` }),
  },
  {
    useCase: 'communities.leaveCommunity',
    needs: null,
    except: { who: ['owner'], answer: 'refused', because: 'a community has an owner' },
    page: ({ communityId }) => ({ path: `/c/${communityId}/settings/leave`, fields: {} }),
  },
  {
    useCase: 'audit.listEntries',
    needs: 'audit.view',
    changesNothing: true,
    view: ({ communityId }) => `/c/${communityId}/settings/audit`,
  },
];
