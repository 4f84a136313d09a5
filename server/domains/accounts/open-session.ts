import type { ViewerDto } from './contract.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Publish } from '#server/platform/bus.ts';
import type { Clock } from '#server/platform/clock.ts';
import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/ids.ts';
import { hashToken, newToken } from '#server/platform/secrets.ts';
import type { Store } from './store.ts';

const day = 86_400_000;

/** A session ends after 30 days without use, and after 90 days in any case. */
export const sessionLifetime = { idleMs: 30 * day, absoluteMs: 90 * day } as const;

/** A fresh sign-in: the only moment at which the token exists outside its owner's browser. */
export interface SignedIn {
  token: string;
  expiresAt: Date;
  account: ViewerDto;
}

/**
 * Ends the session that a browser signs in from: its cookie is replaced, so nobody could end it later (CVE-2021-32676).
 * An API client keeps what it has: it may be several programs.
 */
export async function endReplaced(
  deps: { store: Store },
  tx: Tx,
  publish: Publish,
  { actor, via }: Ctx,
): Promise<void> {
  if ((actor.kind !== 'user' && actor.kind !== 'waiting') || via !== 'page') return;
  if (await deps.store.deleteSession(tx, actor.account.id, actor.sessionId))
    await publish('sessions.ended', { accountId: actor.account.id, sessionIds: [actor.sessionId] });
}

/** Opens a session within `tx`. Each sign-in gets a new token: none is ever taken from the client. */
export async function openSession(
  deps: { store: Store; clock: Clock },
  tx: Tx,
  ctx: Ctx,
  account: ViewerDto,
): Promise<SignedIn> {
  const token = newToken();
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + sessionLifetime.absoluteMs);
  await deps.store.insertSession(tx, {
    id: newId(),
    accountId: account.id,
    tokenHash: new Uint8Array(hashToken(token)),
    kind: ctx.via === 'api' ? 'bearer' : 'browser',
    network: ctx.network,
    userAgent: ctx.userAgent,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  return { token, expiresAt, account };
}
