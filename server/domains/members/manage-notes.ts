import { grantCommunity } from '#server/domains/channels/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { nameOf } from './change-member.ts';
import { memberLimits } from './contract.ts';
import type { MemberDeps } from './deps.ts';
import { requireModerator } from './moderators.ts';

/**
 * Notes something about a person for the other moderators; also about who has left.
 * @throws {AppError} NOT_FOUND, FORBIDDEN for who is no moderator, and about oneself; CONFLICT limit.reached
 */
export async function addNote(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId, body }: { communityId: string; accountId: string; body: string },
): Promise<void> {
  const grant = await deps.access.accessCommunity(ctx, communityId);
  requireModerator(grant);
  if (accountId === grant.account.id) throw forbidden();
  const person = await deps.store.findPerson(communityId, accountId);
  if (!person || (person.joined_at === null && !person.is_known)) throw notFound();
  await deps.bus.transaction(async (tx) => {
    // Under the lock, as every act of a moderator; nobody's window shows notes.
    requireModerator(grantCommunity(ctx, await deps.directory.lock(tx, communityId)));
    const { id: authorId, displayName: authorName } = grant.account;
    const note = { id: newId(), communityId, accountId, authorId, authorName, body };
    if (!(await deps.store.insertNote(tx, note, memberLimits.notesMax)))
      throw new AppError('CONFLICT', 'There are as many notes about them as there can be.', {
        reason: 'limit.reached',
      });
    const target = { kind: 'member', id: accountId, name: person.display_name } as const;
    await deps.audit.record(tx, ctx, communityId, [
      { action: 'member.note', target, after: { note: 'added' } },
    ]);
  });
}

/** Deletes one's own note; the owner of the community any. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function deleteNote(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, noteId }: { communityId: string; noteId: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  const grant = await deps.access.accessCommunity(ctx, communityId);
  requireModerator(grant);
  const note = await deps.store.findNote(communityId, noteId);
  // Notes about oneself are not for one to know of.
  if (!note || (note.accountId === account.id && grant.community.ownerId !== account.id)) throw notFound();
  if (note.authorId !== account.id && grant.community.ownerId !== account.id) throw forbidden();
  const target = await nameOf(deps, note.accountId);
  await deps.bus.transaction(async (tx) => {
    requireModerator(grantCommunity(ctx, await deps.directory.lock(tx, communityId)));
    if (!(await deps.store.deleteNote(tx, noteId))) throw notFound();
    await deps.audit.record(tx, ctx, communityId, [
      { action: 'member.note', target, after: { note: 'deleted' } },
    ]);
  });
}
