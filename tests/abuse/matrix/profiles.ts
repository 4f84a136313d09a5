import type { Action } from './action.ts';

export const profileActions: Action[] = [
  {
    useCase: 'profiles.getProfile',
    needs: null,
    changesNothing: true,
    api: ({ targetId }) => ({ method: 'GET', path: `/api/v1/profiles/${targetId}` }),
  },
  {
    useCase: 'profiles.setNote',
    needs: null,
    page: ({ communityId, targetId }) => ({
      path: `/c/${communityId}/members/${targetId}`,
      fields: { intent: 'own-note', body: 'for my own eyes' },
    }),
    api: ({ targetId }) => ({
      method: 'POST',
      path: `/api/v1/profiles/${targetId}/note`,
      body: { body: 'for my own eyes' },
    }),
    socket: ({ targetId }) => ['profile.note', { accountId: targetId, body: 'for my own eyes' }],
  },
];
