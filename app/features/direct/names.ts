import type { ChannelDto } from '#contract/channels';
import type { ConversationDto, ConversationMemberDto } from '#contract/conversations';
import { m } from '#i18n';

/** Everybody in a conversation but the viewer. */
export const othersOf = ({ members }: ConversationDto, viewerId: string): ConversationMemberDto[] =>
  members.filter(({ id }) => id !== viewerId);

/** What a conversation is called: its own name, else by its people. */
export function titleOf(conversation: ConversationDto, viewerId: string): string {
  if (conversation.name) return conversation.name;
  const others = othersOf(conversation, viewerId);
  // A deleted account has no name.
  const names = others.map(({ displayName }) => displayName || m.chat_author_gone());
  if (names.length > 0) return names.join(', ');
  return conversation.kind === 'group' ? m.direct_group_alone() : m.chat_author_gone();
}

/** The conversation as the channel that it is. */
export const channelOf = (conversation: ConversationDto, viewerId: string): ChannelDto => ({
  id: conversation.id,
  categoryId: null,
  kind: conversation.kind,
  name: titleOf(conversation, viewerId),
  topic: '',
  isPrivate: false,
  synced: false,
  locked: false,
  slowMode: 0,
  position: 0,
  permissions: conversation.permissions,
});

export const conversationAddress = (id: string): string => `/dm/${id}`;
