import type { AccountDto } from '#contract/accounts';
import type { CommunityColour } from '#contract/communities';
import type { ChannelPermission } from '#contract/permissions';

/** `direct`: two people; `group`: up to 50, of whom one owns it. */
export type ConversationKind = 'direct' | 'group';

/** What a member said to a direct conversation that somebody started with them. */
export type ConversationAnswer = 'waiting' | 'accepted' | 'declined';

export type ConversationMemberDto = AccountDto;

/**
 * A direct or group conversation as one of its members sees it. It is a channel too: its id is the channel's, and
 * messages, history, read pointers and typing notes go by the channel's commands.
 */
export interface ConversationDto {
  id: string;
  kind: ConversationKind;
  /** Given to a group; empty: it is called by its members. */
  name: string;
  colour: CommunityColour;
  /** Of a group. */
  ownerId: string | null;
  /** In the order they came, the viewer among them. */
  members: ConversationMemberDto[];
  /** What the viewer may do in it. Without `message.send` it is closed: one of two does not want to hear from the other. */
  permissions: ChannelPermission[];
  /** What the viewer said to it: one that waits is a request, shown apart and not counted; a declined one is not shown. */
  answer: ConversationAnswer;
  /** Messages (`posted`) that there were when the viewer put it away; back with the next one. Null: it is at hand. */
  closedAt: number | null;
  createdAt: string;
  /** When the last message came, or when it was started; as of this reading. */
  activeAt: string;
}

export const conversationLimits = {
  /** People in a group. */
  membersMax: 50,
  nameMax: 64,
  /** Conversations that one person starts in an hour. */
  startedPerHour: 30,
  /** Groups that one person is in. */
  groupsMax: 200,
  /** The latest of a person's conversations, which their windows hold. */
  listed: 200,
} as const;

export interface ConversationEvents {
  /** It was started, or its name, members or who may write changed: the whole of it, as the viewer sees it now. */
  'conversation.updated': { conversation: ConversationDto };
  /** The viewer is no longer in it. */
  'conversation.removed': { conversationId: string };
}
