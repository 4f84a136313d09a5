/** Who has the channel open and gets its full events. */
export const channelRoom = (channelId: string): string => `channel:${channelId}`;
/** Each device of one person. */
export const accountRoom = (accountId: string): string => `account:${accountId}`;
/** Members of a community who may do the same there: what they are sent is encoded once for all of them. */
export const profileRoom = (communityId: string, profile: string): string =>
  `profile:${communityId}:${profile}`;
