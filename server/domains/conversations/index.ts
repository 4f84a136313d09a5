import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Friends } from '#server/domains/friends/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { conversationFor } from './change-conversation.ts';
import { conversationLimits, type ConversationDto } from './contract.ts';
import type { ConversationDeps } from './deps.ts';
import * as input from './input.ts';
import {
  addMembers,
  createGroup,
  handGroupOver,
  leaveGroup,
  removeMember,
  updateGroup,
} from './manage-group.ts';
import { presentConversation } from './present.ts';
import { answerConversation, closeConversation, noteAnswered, startDirect } from './start-direct.ts';
import { createStore } from './store.ts';

export { createDirects, type Directs } from './directs.ts';
export { presentConversation } from './present.ts';

/** The latest of the viewer's conversations, as many as a window holds. */
async function listConversations(deps: ConversationDeps, ctx: Ctx): Promise<ConversationDto[]> {
  const { account } = requireUser(ctx);
  return (await deps.directory.conversationsOf(account.id)).map(({ view, activeAt }) => ({
    ...presentConversation(view, account.id),
    activeAt: activeAt.toISOString(),
  }));
}

/** One of the viewer's conversations. @throws {AppError} NOT_FOUND */
const getConversation = (
  deps: ConversationDeps,
  ctx: Ctx,
  { conversationId }: { conversationId: string },
): Promise<ConversationDto> => conversationFor(deps, conversationId, requireUser(ctx).account.id);

/** Direct and group conversations: who is in them. What is said in them is the messages' and channels' affair. */
export function createConversations(
  platform: Platform,
  domains: { directory: Directory; access: CommunityAccess; friends: Friends },
) {
  const { startedPerHour } = conversationLimits;
  const pace = new TokenBuckets(startedPerHour / 3600, startedPerHour);
  const deps: ConversationDeps = { ...platform, ...domains, store: createStore(platform.db), pace };
  return bindAll(deps, {
    addMembers: checked(input.addMembersInput, addMembers),
    answerConversation: checked(input.answerInput, answerConversation),
    closeConversation: checked(input.conversationIdInput, closeConversation),
    createGroup: checked(input.createGroupInput, createGroup),
    getConversation: checked(input.conversationIdInput, getConversation),
    handGroupOver: checked(input.memberInput, handGroupOver),
    leaveGroup: checked(input.conversationIdInput, leaveGroup),
    listConversations,
    noteAnswered,
    removeMember: checked(input.memberInput, removeMember),
    startDirect: checked(input.startDirectInput, startDirect),
    updateGroup: checked(input.updateGroupInput, updateGroup),
  });
}

export type Conversations = ReturnType<typeof createConversations>;
