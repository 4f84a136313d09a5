import type { Ctx } from '#server/platform/context.ts';
import { isClaim } from './claim.ts';
import type { SetupStep } from './contract.ts';
import type { SetupDeps } from './deps.ts';

/**
 * Which step of the wizard the caller is at: `owner` with a claim that holds. For everybody but the owner, set-up is
 * over as soon as there is one.
 */
export async function getStep(
  deps: SetupDeps,
  ctx: Ctx,
  claimToken: string | null = null,
): Promise<SetupStep> {
  if (deps.memory.done) return 'done';
  const instance = await deps.store.find();
  if (instance.setUpAt) {
    deps.memory.done = true;
    return 'done';
  }
  if (!instance.ownerId) return claimToken && isClaim(deps, instance, claimToken) ? 'owner' : 'claim';
  return ctx.actor.kind === 'user' && ctx.actor.account.id === instance.ownerId ? 'community' : 'done';
}
