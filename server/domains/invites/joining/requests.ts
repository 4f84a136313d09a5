import { grantCommunity } from '#server/domains/channels/index.ts';
import type { CommunityChange } from '#server/domains/audit/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/errors.ts';
import {
  joinLimits,
  type JoinAnswer,
  type JoinRequestDto,
  type JoinRequestsDto,
  type OwnRequestDto,
} from '../contract.ts';
import type { InviteDeps } from '../deps.ts';
import { admitAsked } from '../redeem-invite.ts';
import type { RequestRow } from './store.ts';

/** Who waits to be let in, and who was refused. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function listRequests(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<JoinRequestsDto> {
  await deps.access.accessCommunity(ctx, communityId, 'invite.manage');
  const [waiting, refused] = await Promise.all([
    deps.joining.listRequests(communityId, false, joinLimits.requestsMax),
    deps.joining.listRequests(communityId, true, joinLimits.requestsMax),
  ]);
  return { waiting: waiting.map(present), refused: refused.map(present) };
}

interface Decision {
  communityId: string;
  accountIds: string[];
}

/**
 * Lets people in who wait, by what they came with: their invite's role and channel. Who withdrew or was decided on by
 * somebody else meanwhile is left out; how many came in.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN also for somebody who was banned meanwhile
 */
export async function approveRequests(
  deps: InviteDeps,
  ctx: Ctx,
  input: Decision,
): Promise<{ count: number }> {
  return decide(deps, ctx, input, async (request, { tx, note }) => {
    await admitAsked(deps, tx, { communityId: input.communityId, ...request });
    note({ action: 'join.approve', target: targetOf(request) });
  });
}

/**
 * Does not let people in who wait: they cannot ask again until the refusal is taken back. Their invite's use is free
 * again. How many were refused. @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function refuseRequests(
  deps: InviteDeps,
  ctx: Ctx,
  input: Decision,
): Promise<{ count: number }> {
  const { account } = requireUser(ctx);
  return decide(deps, ctx, input, async (request, { tx, note }) => {
    const now = deps.clock.now();
    await deps.joining.refuse(tx, input.communityId, request.accountId, account.id, now);
    if (request.inviteId) await deps.store.giveUseBack(tx, request.inviteId);
    note({ action: 'join.refuse', target: targetOf(request) });
  });
}

async function decide(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId, accountIds }: Decision,
  act: (request: RequestRow, change: CommunityChange) => Promise<void>,
): Promise<{ count: number }> {
  await deps.access.accessCommunity(ctx, communityId, 'invite.manage');
  return deps.audit.changeCommunity(ctx, communityId, async (change) => {
    grantCommunity(ctx, change.community, 'invite.manage');
    let count = 0;
    for (const accountId of new Set(accountIds)) {
      const request = await deps.joining.findRequest(change.tx, communityId, accountId);
      if (!request || request.refusedAt) continue;
      if (!(await deps.joining.holdAccount(change.tx, accountId))) continue;
      await act(request, change);
      count += 1;
    }
    return { count };
  });
}

/** Lets somebody ask again who was refused. @throws {AppError} NOT_FOUND also when they were not, FORBIDDEN */
export async function reopenRequest(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId, accountId }: { communityId: string; accountId: string },
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, 'invite.manage');
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantCommunity(ctx, community, 'invite.manage');
    const request = await deps.joining.findRequest(tx, communityId, accountId);
    if (!request?.refusedAt) throw notFound();
    await dropRequests(deps, tx, accountId, communityId);
    note({ action: 'join.reopen', target: targetOf(request) });
  });
}

/** Takes one's own request back. @throws {AppError} NOT_FOUND when one does not wait there */
export async function withdrawRequest(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  await deps.bus.transaction(async (tx, publish) => {
    await deps.joining.lockDoor(tx, communityId);
    const request = await deps.joining.findRequest(tx, communityId, account.id);
    if (!request || request.refusedAt) throw notFound();
    await dropRequests(deps, tx, account.id, communityId);
    await publish('community.changed', { communityId });
  });
}

/**
 * Takes away what somebody asked for, in one community or in all: the uses that it counted as are free again. For who
 * withdraws, is banned, or is deleted. The communities.
 */
export async function dropRequests(
  deps: InviteDeps,
  tx: Tx,
  accountId: string,
  communityId: string | null,
): Promise<string[]> {
  const dropped = await deps.joining.deleteRequests(tx, accountId, communityId);
  for (const { inviteId, refusedAt } of dropped)
    if (inviteId && !refusedAt) await deps.store.giveUseBack(tx, inviteId);
  return dropped.map((request) => request.communityId);
}

/** Where one waits, or was refused: the latest first. */
export async function listOwnRequests(deps: InviteDeps, ctx: Ctx): Promise<OwnRequestDto[]> {
  const rows = await deps.joining.listOwnRequests(requireUser(ctx).account.id);
  const list = await Promise.all(
    rows.map(async (row): Promise<OwnRequestDto[]> => {
      const view = await deps.directory.community(row.communityId);
      if (!view) return [];
      const { id, name, colour, letter } = view;
      return [
        {
          community: { id, name, colour, letter },
          createdAt: row.createdAt.toISOString(),
          isRefused: row.refusedAt !== null,
        },
      ];
    }),
  );
  return list.flat();
}

const targetOf = ({ account }: RequestRow) => ({
  kind: 'member' as const,
  id: account.id,
  name: account.displayName,
});

const present = (row: RequestRow): JoinRequestDto => ({
  account: row.account,
  answers: row.answers as unknown as JoinAnswer[],
  createdAt: row.createdAt.toISOString(),
  refusedAt: row.refusedAt?.toISOString() ?? null,
  inviter: row.invite?.createdBy?.displayName ?? null,
  label: row.invite?.label ?? '',
});
