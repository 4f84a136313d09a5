import type { ViewerDto } from '#contract/accounts';

/** Who acts. Every use case takes it from its context, never from its input. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; account: ViewerDto; sessionId: string }
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
  userAgent: string;
}

export const systemCtx: Ctx = {
  actor: { kind: 'system' },
  via: 'job',
  requestId: 'system',
  network: '',
  userAgent: '',
};
