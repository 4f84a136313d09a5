interface Params {
  communityId: string;
  channelId: string;
  /** Where the message is in a thread of the channel. */
  threadId?: string | undefined;
}

/** The channel or thread that a page about one message belongs to, and its address. */
export const placeOf = ({
  communityId,
  channelId,
  threadId,
}: Params): { channelId: string; address: string } => ({
  channelId: threadId ?? channelId,
  address: `/c/${communityId}/${channelId}${threadId ? `/t/${threadId}` : ''}`,
});
