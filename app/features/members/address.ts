/** A member's page. */
export const memberAddress = (communityId: string, accountId: string): string =>
  `/c/${communityId}/members/${accountId}`;
