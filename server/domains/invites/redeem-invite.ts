import { mayHandOut } from '#server/domains/permissions/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, invalid, unauthenticated } from '#server/platform/errors.ts';
import type { JoinAnswer } from './contract.ts';
import type { InviteDeps } from './deps.ts';
import type { JoinInput } from './input.ts';
import { noteJoin } from './joining/raid-guard.ts';
import type { Door } from './joining/store.ts';
import { inviteGone } from './preview-invite.ts';

/** How somebody stands after they used an invite. `changed`: the caller publishes `community.changed`. */
export interface Redeemed {
  communityId: string;
  state: 'inside' | 'waiting';
  changed: boolean;
  /** Where the invite leads; whether the newcomer may view it is for the caller to look at. */
  channelId: string | null;
}

const invitesPaused = () =>
  new AppError('FORBIDDEN', 'This community lets nobody in at the moment. Try again later.', {
    reason: 'invite.paused',
  });
const joinRefused = () =>
  new AppError('FORBIDDEN', 'This community did not let you in.', { reason: 'join.refused' });

/**
 * Every way in, but for a community's own founder: by an invite or the community's own link, with an account that is
 * there or is being made. Takes one use and makes the account a member, or somebody who waits; a rollback gives the use
 * back. Under the community's lock, so that pausing, banning, settings and joining take turns. A member already, and who
 * waits already, change nothing and use nothing up.
 *
 * @throws {AppError} GONE invite.gone also when it ended after the preview, FORBIDDEN invite.paused, join.refused or member.banned,
 *   UNAUTHENTICATED for an account that was deleted meanwhile, INVALID for rules that were not accepted or a question without an answer, CONFLICT join.questions_changed
 */
export async function redeemInvite(
  deps: InviteDeps,
  tx: Tx,
  input: { code: string; accountId: string } & JoinInput,
): Promise<Redeemed> {
  const { accountId } = input;
  const entrance = await deps.joining.findEntrance(tx, input.code);
  if (!entrance) throw inviteGone();
  const { communityId, inviteId, channelId } = entrance;
  const door = await deps.joining.lockDoor(tx, communityId);
  if (!door || door.archivedAt || (inviteId === null && door.vanity !== input.code.toLowerCase()))
    throw inviteGone();
  const inside = { communityId, channelId, state: 'inside' as const };
  const standing = await deps.joining.findStanding(tx, communityId, accountId);
  if (standing.isMember) return { ...inside, changed: false };

  // Not before: a member's account is deleted under the locks of their communities, which come first here.
  if (!(await deps.joining.holdAccount(tx, accountId))) throw unauthenticated();
  await deps.bans.refuseBanned(tx, communityId, accountId);
  if (standing.refusedAt) throw joinRefused();
  if (standing.hasAsked && door.approval) return { ...inside, state: 'waiting', changed: false };
  if (door.invitesPausedAt) throw invitesPaused();
  if (standing.hasAsked) {
    // Newcomers no longer wait, and this one's use is counted already.
    await admitAsked(deps, tx, { communityId, accountId, ...standing });
  } else {
    const answers = answersFor(door, input);
    if (inviteId !== null && !(await deps.store.takeUse(tx, inviteId, deps.clock.now()))) throw inviteGone();
    if (door.approval) {
      await deps.joining.insertRequest(tx, { communityId, accountId, inviteId, answers });
      return { ...inside, state: 'waiting', changed: true };
    }
    await admit(deps, tx, { communityId, accountId, inviteId, answers }, entrance);
  }
  await noteJoin(deps, tx, door);
  return { ...inside, changed: true };
}

/**
 * Whether somebody who is to use an invite later has said what its community wants to hear.
 * @throws {AppError} GONE invite.gone, INVALID, CONFLICT join.questions_changed
 */
export async function checkAnswers(
  deps: InviteDeps,
  tx: Tx,
  input: { code: string } & JoinInput,
): Promise<void> {
  const entrance = await deps.joining.findEntrance(tx, input.code);
  const door = entrance && (await deps.joining.findDoor(entrance.communityId, tx));
  if (!door) throw inviteGone();
  answersFor(door, input);
}

/** Lets somebody in who waits, by what they came with. As {@link admit}. */
export async function admitAsked(
  deps: InviteDeps,
  tx: Tx,
  request: { communityId: string; accountId: string; inviteId: string | null; answers: unknown },
): Promise<void> {
  const { communityId, accountId, inviteId } = request;
  await deps.bans.refuseBanned(tx, communityId, accountId);
  const grant = inviteId === null ? null : await deps.store.findGrant(tx, inviteId);
  const answers = request.answers as JoinAnswer[];
  await admit(deps, tx, { communityId, accountId, inviteId, answers }, grant);
  await deps.joining.deleteRequests(tx, accountId, communityId);
}

/**
 * Makes somebody a member, under the community's lock, after bans were asked: the only place that does, but for founding
 * a community. They get their invite's role if that still exists and the invite's maker could still hand it out.
 */
async function admit(
  deps: InviteDeps,
  tx: Tx,
  newcomer: { communityId: string; accountId: string; inviteId: string | null; answers: JoinAnswer[] },
  grant: { roleId: string | null; createdById: string | null } | null,
): Promise<void> {
  const { communityId, accountId } = newcomer;
  // Leaving and coming back ends no timeout.
  const timeoutUntil = await deps.audit.timeoutOf(tx, communityId, accountId);
  await deps.joining.insertMember(tx, { ...newcomer, timeoutUntil, joinedAt: deps.clock.now() });
  if (!grant?.roleId || !grant.createdById) return;
  const view = await deps.directory.lock(tx, communityId);
  if (view && mayHandOut(view, grant.createdById, grant.roleId))
    await deps.joining.giveRole(tx, communityId, accountId, grant.roleId);
}

/** The answers, when they are to the questions that are asked now. */
function answersFor(door: Door, { acceptsRules, answers }: JoinInput): JoinAnswer[] {
  const asked = answers.map(({ question }) => question);
  if (asked.length > 0 && asked.join('\n') !== door.questions.join('\n'))
    throw new AppError('CONFLICT', 'What newcomers are asked has just changed. Look again.', {
      reason: 'join.questions_changed',
    });
  const missing: Record<string, 'required'> = {};
  if (door.rules !== '' && !acceptsRules) missing['acceptsRules'] = 'required';
  door.questions.forEach((_, index) => {
    if (!answers[index]?.answer.trim()) missing[`answers.${index}.answer`] = 'required';
  });
  if (Object.keys(missing).length > 0) throw invalid(missing);
  return answers;
}
