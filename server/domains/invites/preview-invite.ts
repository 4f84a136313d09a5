import { parseMarkdown } from '#server/domains/messages/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { InvitePreviewDto, JoinState, RulesDto } from './contract.ts';
import type { InviteDeps } from './deps.ts';
import type { InviteRow } from './store.ts';

export const inviteGone = () =>
  new AppError('GONE', 'That invite has expired. Ask the person who sent it for a new one.', {
    reason: 'invite.gone',
  });

/** Whether the invite lets somebody in at this moment; the last word has the statement that redeems it. */
export const holds = (
  invite: Pick<InviteRow, 'revokedAt' | 'expiresAt' | 'maxUses' | 'uses'>,
  now: Date,
): boolean =>
  !invite.revokedAt &&
  (!invite.expiresAt || invite.expiresAt > now) &&
  (invite.maxUses === null || invite.uses < invite.maxUses);

/**
 * The community behind an invite or a community's own link, for somebody who may have no account yet. Each unknown code
 * counts against the caller's network (an IPv6 /64 counts as one), so codes cannot be searched for; good ones never
 * count, so that a whole class behind one address can come in at the same moment.
 *
 * @throws {AppError} NOT_FOUND, GONE invite.gone, RATE_LIMITED
 */
export async function previewInvite(
  deps: InviteDeps,
  ctx: Ctx,
  input: { code: string },
): Promise<InvitePreviewDto> {
  const invite = await deps.store.findByCode(input.code);
  const communityId = invite?.communityId ?? (await deps.joining.findByVanity(input.code))?.id;
  const community = communityId && (await deps.directory.community(communityId));
  const door = communityId && (await deps.joining.findDoor(communityId));
  if (!communityId) {
    await deps.guesses.consume(ctx.network);
    throw notFound();
  }
  // Who has guessed too often must not learn from the answer that this one is right.
  await deps.guesses.refuseWhenSpent(ctx.network);
  // Of a community that is archived: no guess, and a whole class may have that link.
  if (!community || !door) throw notFound();
  const state = await stateOf(deps, ctx, community, door.invitesPausedAt !== null);
  const isOver = invite && !holds(invite, deps.clock.now());
  if (isOver && (state === 'open' || state === 'paused')) throw inviteGone();
  return {
    code: invite?.code ?? door.vanity ?? input.code,
    community: {
      id: community.id,
      name: community.name,
      colour: community.colour,
      letter: community.letter,
      memberCount: community.memberCount,
    },
    inviter: invite?.createdBy?.displayName ?? null,
    rules: presentRules(door.rules),
    questions: door.questions,
    approval: door.approval,
    state,
    channelId: state === 'inside' ? landing(community, ctx, invite?.channelId ?? null) : null,
  };
}

function landing(community: CommunityView, ctx: Ctx, channelId: string | null): string | null {
  if (channelId === null || ctx.actor.kind !== 'user') return null;
  const may = community.permissionsOf(ctx.actor.account.id, channelId);
  return may.has('channel.view') ? channelId : null;
}

const presentRules = (body: string): RulesDto | null =>
  body === '' ? null : { body, tree: parseMarkdown(body) };

async function stateOf(
  deps: InviteDeps,
  ctx: Ctx,
  community: CommunityView,
  isPaused: boolean,
): Promise<JoinState> {
  const accountId = ctx.actor.kind === 'user' ? ctx.actor.account.id : undefined;
  if (accountId !== undefined) {
    if (community.isMember(accountId)) return 'inside';
    const request = await deps.joining.findRequest(null, community.id, accountId);
    if (request) return request.refusedAt ? 'refused' : 'waiting';
  }
  return isPaused ? 'paused' : 'open';
}
