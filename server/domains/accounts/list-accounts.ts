import type { CommunityColour } from '#contract/communities';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { AccountDetailDto, AccountEntryDto, AccountPage } from './contract.ts';
import type { AccountDeps } from './deps.ts';
import type { ListAccountsInput } from './input.ts';
import { sessionLifetime } from './open-session.ts';
import type { ListedRow } from './store.ts';

const pageSize = 50;

/** Accounts of the instance, the newest first. @throws {AppError} NOT_FOUND for all but administrators of the instance */
export async function listAccounts(
  deps: AccountDeps,
  ctx: Ctx,
  { filter, search, before }: ListAccountsInput,
): Promise<AccountPage> {
  requireAdmin(ctx);
  const [rows, counts] = await Promise.all([
    deps.store.listAccounts(filter, search, before ?? null, pageSize + 1),
    deps.store.countAccounts(),
  ]);
  const page = rows.slice(0, pageSize);
  const next = rows.length > page.length ? (page.at(-1)?.id ?? null) : null;
  return { accounts: page.map(present), next, counts };
}

/** @throws {AppError} NOT_FOUND for all but administrators of the instance */
export async function getAccount(
  deps: AccountDeps,
  ctx: Ctx,
  { targetId }: { targetId: string },
): Promise<AccountDetailDto> {
  requireAdmin(ctx);
  const row = await deps.store.findListed(targetId);
  if (!row) throw notFound();
  const now = deps.clock.now();
  const seenAfter = new Date(now.getTime() - sessionLifetime.idleMs);
  const [views, owned, sessions] = await Promise.all([
    deps.directory.communitiesOf(targetId),
    deps.store.listOwned(targetId),
    deps.store.listSessions(targetId, now, seenAfter),
  ]);
  const joined = views.map((view) => ({
    ...{ id: view.id, name: view.name, colour: view.colour, letter: view.letter },
    isOwner: view.ownerId === targetId,
    isArchived: false,
    roles: view.rolesOf(targetId).map((role) => role.name),
  }));
  const archived = owned
    .filter((community) => community.archivedAt !== null)
    .map(({ id, name, colour, letter }) => ({
      ...{ id, name, letter, colour: colour as CommunityColour },
      ...{ isOwner: true, isArchived: true, roles: [] },
    }));
  return {
    account: present(row),
    communities: [...joined, ...archived],
    sessions: sessions.map((session) => ({
      id: session.id,
      kind: session.kind === 'bearer' ? 'bearer' : 'browser',
      userAgent: session.userAgent,
      network: session.network,
      createdAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
    })),
  };
}

const present = (row: ListedRow): AccountEntryDto => ({
  ...{ id: row.id, username: row.username, displayName: row.displayName },
  ...{ email: row.email, isAdmin: row.isAdmin },
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  waitingSince: row.waitingSince?.toISOString() ?? null,
});
