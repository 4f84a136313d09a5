import { unauthenticated } from './errors.ts';

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

/** The signed-in person behind a call. @throws {AppError} UNAUTHENTICATED */
export function requireUser(ctx: Ctx): Extract<Actor, { kind: 'user' }> {
  if (ctx.actor.kind !== 'user') throw unauthenticated();
  return ctx.actor;
}
