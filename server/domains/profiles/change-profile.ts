import type { Block } from '#contract/messages';
import { parseMarkdown } from '#server/domains/messages/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { ProfileDeps } from './deps.ts';
import type { SetNoteInput, UpdateProfileInput } from './input.ts';
import { expectSharedPlace } from './read-profile.ts';

/** Says what the viewer wants to be known of them, in the place of what they said before. */
export async function updateProfile(deps: ProfileDeps, ctx: Ctx, input: UpdateProfileInput): Promise<void> {
  const { account } = requireUser(ctx);
  const bio = input.bio.trim();
  await deps.store.saveProfile(account.id, { ...input, bio, bioTree: parseMarkdown(bio) });
}

/** How a bio will look, for who writes it. */
export const previewBio = async (
  _deps: ProfileDeps,
  ctx: Ctx,
  { bio }: { bio: string },
): Promise<{ bio: string; bioTree: Block[] | null }> => {
  requireUser(ctx);
  return { bio: bio.trim(), bioTree: parseMarkdown(bio.trim()) };
};

/**
 * Keeps what the viewer notes about somebody, for nobody else; an empty text takes the note away.
 * @throws {AppError} NOT_FOUND for strangers and for oneself, RATE_LIMITED
 */
export async function setNote(deps: ProfileDeps, ctx: Ctx, { accountId, body }: SetNoteInput): Promise<void> {
  const { account } = requireUser(ctx);
  if (account.id === accountId) throw notFound();
  await expectSharedPlace(deps, account.id, accountId);
  const wait = deps.saves.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'Too many notes at once.', { retryAfter: Math.ceil(wait) });
  if (body.trim() === '') await deps.store.deleteNote(account.id, accountId);
  else await deps.store.saveNote(account.id, accountId, body.trim());
}
