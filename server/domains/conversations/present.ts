import type { ConversationView } from '#server/domains/permissions/index.ts';
import type { ConversationDto } from './contract.ts';

/** The conversation as one of its members sees it. */
export const presentConversation = (view: ConversationView, accountId: string): ConversationDto => ({
  id: view.id,
  kind: view.conversationKind,
  name: view.name,
  colour: view.colour,
  ownerId: view.ownerId,
  members: [...view.members],
  permissions: [...view.permissionsOf(accountId)],
  answer: view.answerOf(accountId),
  closedAt: view.closedAt(accountId),
  createdAt: view.createdAt.toISOString(),
  activeAt: view.activeAt.toISOString(),
});
