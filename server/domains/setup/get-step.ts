import type { Ctx } from '#server/platform/context.ts';
import type { SetupStep } from './contract.ts';
import type { SetupDeps } from './deps.ts';

/**
 * Which step of the wizard the caller is at. For everybody but the owner, set-up is over as soon as there is one.
 * `owner` is for the page to decide: it knows whether this browser holds a claim.
 */
export async function getStep(deps: SetupDeps, ctx: Ctx): Promise<SetupStep> {
  if (deps.memory.done) return 'done';
  const instance = await deps.store.find();
  if (instance.setUpAt) {
    deps.memory.done = true;
    return 'done';
  }
  if (!instance.ownerId) return 'claim';
  return ctx.actor.kind === 'user' && ctx.actor.account.id === instance.ownerId ? 'community' : 'done';
}
