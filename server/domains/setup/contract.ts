/** Where the first-run wizard stands. `done` means its routes are 404. */
export type SetupStep = 'claim' | 'owner' | 'community' | 'done';

export const communityTemplates = ['gaming', 'friends', 'club', 'opensource', 'work', 'empty'] as const;

/** Which channels and roles a new community starts with. */
export type CommunityTemplate = (typeof communityTemplates)[number];
