import { AppError, notFound, unauthenticated } from './errors.ts';

/** The account behind a session, as far as use cases need it. */
export interface ActorAccount {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  /** Administrator of the instance: not a permission in any community. */
  isAdmin: boolean;
}

/** Who acts. Every use case takes it from its context, never from its input. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; account: ActorAccount; sessionId: string }
  /** Signed in to an account that an administrator has not let in yet: may do nothing but wait and sign out. */
  | { kind: 'waiting'; account: ActorAccount; sessionId: string }
  | { kind: 'system' };

/** Which door a call came through: for logs and the audit trail, never for permissions. */
export type Via = 'page' | 'api' | 'socket' | 'cli' | 'job';

/** The circumstances of one call: who, through which door, from where. */
export interface Ctx {
  actor: Actor;
  via: Via;
  requestId: string;
  /** IPv4 address or IPv6 /64 of the caller: what limits count by. */
  network: string;
  /** At most 255 characters. */
  userAgent: string;
}

/** The signed-in person behind a call. @throws {AppError} UNAUTHENTICATED, FORBIDDEN account.waiting */
export function requireUser(ctx: Ctx): Extract<Actor, { kind: 'user' }> {
  if (ctx.actor.kind === 'waiting')
    throw new AppError('FORBIDDEN', 'This account waits for an administrator.', {
      reason: 'account.waiting',
    });
  if (ctx.actor.kind !== 'user') throw unauthenticated();
  return ctx.actor;
}

/**
 * The administrator of the instance behind a call. To everybody else who is signed in its administration does not exist.
 * @throws {AppError} UNAUTHENTICATED, NOT_FOUND
 */
export function requireAdmin(ctx: Ctx): Extract<Actor, { kind: 'user' }> {
  const actor = requireUser(ctx);
  if (!actor.account.isAdmin) throw notFound();
  return actor;
}
