import type { Ctx } from '#server/platform/context.ts';
import { uniqueViolation } from '#server/platform/database-errors.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import type { JoinSettingsDto } from '../contract.ts';
import type { InviteDeps } from '../deps.ts';
import { changeDoor } from './change-door.ts';
import { isReserved } from './reserved-words.ts';

/** How people come in. @throws {AppError} NOT_FOUND, FORBIDDEN without `community.manage` and without `invite.manage` */
export async function getJoinSettings(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId }: { communityId: string },
): Promise<JoinSettingsDto> {
  const { permissions } = await deps.access.accessCommunity(ctx, communityId);
  if (!permissions.has('community.manage') && !permissions.has('invite.manage')) throw forbidden();
  const door = await deps.joining.findDoor(communityId);
  if (!door) throw notFound();
  const { rules, questions, approval, vanity } = door;
  return {
    ...{ rules, questions, approval, vanity },
    invitesPaused: door.invitesPausedAt !== null,
    guard: { on: door.guardOn, joins: door.guardJoins, minutes: door.guardMinutes },
  };
}

/**
 * Rules, questions, and whether newcomers wait for a yes: for those who come from now on. Who waits already goes on
 * waiting until somebody decides, or until they ask again.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function updateJoinSettings(
  deps: InviteDeps,
  ctx: Ctx,
  {
    communityId,
    rules,
    questions,
    approval,
  }: {
    communityId: string;
    rules?: string | undefined;
    questions?: string[] | undefined;
    approval?: boolean | undefined;
  },
): Promise<void> {
  await changeDoor(deps, ctx, communityId, 'community.manage', async ({ door, note, update }) => {
    const text = rules?.trim();
    if (text !== undefined && text !== door.rules) {
      await update({ rules: text, rulesAt: deps.clock.now() });
      note({ action: 'community.rules', before: { rules: door.rules }, after: { rules: text } });
    }
    const before = { questions: door.questions, approval: door.approval };
    const after = {
      questions: questions ?? before.questions,
      approval: approval ?? before.approval,
    };
    await update(after);
    note({ action: 'join.settings', before, after });
  });
}

/**
 * The community's own link; null gives it up. The word is free for others at once. Upper and lower case are the same.
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT naming `vanity` when it is taken or reserved
 */
export async function setVanity(
  deps: InviteDeps,
  ctx: Ctx,
  { communityId, vanity }: { communityId: string; vanity: string | null },
): Promise<void> {
  const taken = () => new AppError('CONFLICT', 'That link is taken.', { fields: { vanity: 'taken' } });
  try {
    await changeDoor(deps, ctx, communityId, 'community.manage', async ({ door, note, update }) => {
      if (vanity !== null && isReserved(vanity)) throw taken();
      await update({ vanity });
      note({ action: 'join.settings', before: { vanity: door.vanity }, after: { vanity } });
    });
  } catch (error) {
    throw uniqueViolation(error) ? taken() : error;
  }
}

/** Lets nobody in until it is resumed, by whatever invite. @throws {AppError} NOT_FOUND, FORBIDDEN */
export const pauseInvites = (deps: InviteDeps, ctx: Ctx, input: { communityId: string }): Promise<void> =>
  changeDoor(deps, ctx, input.communityId, 'invite.manage', async ({ door, note, update }) => {
    if (door.invitesPausedAt) return;
    await update({ invitesPausedAt: deps.clock.now() });
    note({ action: 'invite.pause' });
  });

/** Invites work again. Answers the raid guard's alarm, which counts anew. @throws {AppError} NOT_FOUND, FORBIDDEN */
export const resumeInvites = (deps: InviteDeps, ctx: Ctx, input: { communityId: string }): Promise<void> =>
  changeDoor(deps, ctx, input.communityId, 'invite.manage', async ({ door, note, update }) => {
    if (!door.invitesPausedAt) return;
    await update({ invitesPausedAt: null, alarmAt: null, alarmSince: null, guardFrom: deps.clock.now() });
    note({ action: 'invite.resume' });
  });
