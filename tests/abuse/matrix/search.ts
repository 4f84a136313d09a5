import type { Action } from './action.ts';

/** Looking through a place: to who is not in it, it is not there. */
export const searchActions: Action[] = [
  {
    useCase: 'search.searchMessages',
    needs: null,
    changesNothing: true,
    view: ({ channelId }) => `/search?q=word&channel=${channelId}`,
    api: ({ channelId }) => ({ method: 'GET', path: `/api/v1/search?text=word&channelId=${channelId}` }),
    socket: ({ channelId }) => ['search.messages', { text: 'word', channelId }],
  },
  {
    useCase: 'search.searchMessages',
    needs: null,
    changesNothing: true,
    view: ({ communityId }) => `/search?q=word&community=${communityId}`,
    api: ({ communityId }) => ({
      method: 'GET',
      path: `/api/v1/search?text=word&communityId=${communityId}`,
    }),
    socket: ({ communityId }) => ['search.messages', { text: 'word', communityId }],
  },
  {
    useCase: 'search.findPeople',
    needs: null,
    changesNothing: true,
    api: ({ communityId }) => ({ method: 'GET', path: `/api/v1/people?query=a&communityId=${communityId}` }),
    socket: ({ communityId }) => ['search.people', { query: 'a', communityId }],
  },
];
