import type { Permission } from '#contract/permissions';
import type { SocketCommands } from '#contract/protocol';
import type { Person } from '../../support/world.ts';
import type { Stage } from '../stage.ts';

/**
 * Who tries, as the community sees them; `host` is an administrator of the instance and no member. `lower`, `equal` and `higher` hold a role with nothing but the permission that
 * the action needs, below, at and above the rank of the member and the role that are acted on.
 */
export const actorKinds = [
  'anonymous',
  'outsider',
  'host',
  'banned',
  'pending',
  'member',
  'lower',
  'equal',
  'higher',
  'owner',
] as const;
export type ActorKind = (typeof actorKinds)[number];

/** What an attempt may name; made anew for each. */
export interface Things {
  communityId: string;
  channelId: string;
  categoryId: string;
  /** A message of the target's. */
  messageId: string;
  /** An invite of the owner's. */
  code: string;
  /** A member of the middle rank. */
  targetId: string;
  target: Person;
  /** The role of the middle rank that the target holds. */
  roleId: string;
  /** What `prepare` made. */
  madeId: string;
}

export interface Scene {
  stage: Stage;
  actor: Person | undefined;
  things: Things;
}

/** One line of the policy table: who may do it, and every door it has. */
export interface Action {
  /** `domain.useCase`, as in the services. */
  useCase: string;
  /**
   * What lets a member do it. `null`: nothing is needed but membership. `instance`: an administrator of the instance,
   * and no one in a community.
   */
  needs: Permission | null | 'instance';
  /** Reads, or leaves no trace that lasts. */
  changesNothing?: true;
  /** Acts on `targetId` or `roleId`: who is not above them may not. */
  ranked?: true;
  /** Who is let in all the same, or kept out, whatever they hold; with why. */
  except?: { who: readonly ActorKind[]; answer: 'allowed' | 'refused'; because: string };
  /** What must be there first; its id becomes `things.madeId`. */
  prepare?: (scene: Scene) => Promise<string>;
  /** A page to look at: its document and its data. */
  view?: (things: Things) => string;
  /** A form, posted as the browser does without and with JavaScript. */
  page?: (things: Things) => { path: string; fields: Record<string, string> };
  api?: (things: Things) => { method: string; path: string; body?: object };
  socket?: {
    [C in keyof SocketCommands]: (things: Things) => [C, SocketCommands[C]['input']];
  }[keyof SocketCommands];
}

/** A client's own key, new at each call. */
export const newId = (): string => crypto.randomUUID();
